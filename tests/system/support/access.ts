import type { Schema } from './endpoints.ts';

/** Somebody in relation to one listing and one order of it. */
export const ROLES = ['nobody', 'stranger', 'buyer', 'seller', 'staff', 'operator'] as const;
export type Role = (typeof ROLES)[number];

const ALL: readonly Role[] = ROLES;
const MEMBERS: readonly Role[] = ROLES.slice(1);
const of = (...roles: Role[]): readonly Role[] => roles;

/**
 * Who may call what: everything that is not somebody's own is refused to all others with 401 (nobody), 403 or 404. Rows say
 * what is wanted. An endpoint without a row fails the test, and so does a row without an endpoint.
 */
export const ACCESS: Record<string, readonly Role[]> = {
  // What everybody may see or begin with.
  'GET /api/tickets': ALL,
  'GET /api/tickets/cities': ALL,
  'GET /api/tickets/on-sale': ALL,
  'GET /api/tickets/{id}': ALL,
  'GET /api/tickets/{id}/edits': ALL,
  'GET /api/tickets/{id}/stream': ALL,
  'POST /api/tickets/{id}/view': ALL,
  'GET /api/tickets/{id}/poster/{hash}/{file}': ALL,
  'GET /api/tickets/organisers/{id}': ALL,
  'GET /api/payments/config': ALL,
  'POST /api/payments/webhook': ALL, // its signature is what lets in
  'GET /api/notifications/mailbox': ALL, // where it is open, and nowhere else
  'GET /api/notifications/mailbox/{id}': ALL,
  'POST /api/users/signUp': ALL,
  'POST /api/users/signIn': ALL,
  'GET /api/users/signIn/pending': ALL,
  'DELETE /api/users/signIn/pending': ALL,
  'POST /api/users/signIn/totp': ALL, // what was begun with a password is what lets in
  'POST /api/users/signIn/recovery-code': ALL,
  'POST /api/users/signIn/passkey/options': ALL,
  'POST /api/users/signIn/passkey': ALL,
  'POST /api/users/signOut': ALL,
  'GET /api/users/currentUser': ALL,
  'POST /api/users/forgotPassword': ALL,
  'POST /api/users/resetPassword': ALL,
  'POST /api/users/verification/confirm': ALL,

  // What is about whoever asks.
  'DELETE /api/users/currentUser': MEMBERS,
  'GET /api/users/currentUser/data': MEMBERS,
  'POST /api/users/password': MEMBERS,
  'POST /api/users/verification': MEMBERS,
  'POST /api/users/email': MEMBERS,
  'DELETE /api/users/email': MEMBERS,
  'PUT /api/users/language': MEMBERS,
  'PUT /api/users/name': MEMBERS,
  'GET /api/users/sessions': MEMBERS,
  'DELETE /api/users/sessions': MEMBERS,
  'DELETE /api/users/sessions/{id}': MEMBERS,
  'POST /api/users/sessions/activity': MEMBERS,
  'POST /api/users/sessions/confirm': MEMBERS,
  'POST /api/users/sessions/confirm/options': MEMBERS,
  'GET /api/users/factors': MEMBERS,
  'POST /api/users/factors/totp': MEMBERS,
  'POST /api/users/factors/totp/confirm': MEMBERS,
  'DELETE /api/users/factors/totp': MEMBERS,
  'POST /api/users/factors/passkeys/options': MEMBERS,
  'POST /api/users/factors/passkeys': MEMBERS,
  'PUT /api/users/factors/passkeys/{id}': MEMBERS,
  'DELETE /api/users/factors/passkeys/{id}': MEMBERS,
  'POST /api/users/factors/recovery-codes': MEMBERS,
  'POST /api/tickets': MEMBERS,
  'GET /api/tickets/selling': MEMBERS,
  'GET /api/tickets/selling/views': MEMBERS,
  'GET /api/tickets/admissions': MEMBERS,
  'GET /api/tickets/doorDuty': MEMBERS,
  'GET /api/tickets/accountDeletion': MEMBERS,
  'GET /api/tickets/organiser': MEMBERS,
  'PUT /api/tickets/organiser': MEMBERS,
  'POST /api/orders': MEMBERS,
  'GET /api/orders': MEMBERS,
  'GET /api/orders/selling': MEMBERS,
  'GET /api/orders/selling/orders.csv': MEMBERS,
  'GET /api/orders/selling/orders.xlsx': MEMBERS,
  'GET /api/orders/selling/figures': MEMBERS,
  'GET /api/orders/selling/figures.csv': MEMBERS,
  'GET /api/orders/selling/figures.xlsx': MEMBERS,
  'GET /api/orders/selling/listings': MEMBERS,

  // A listing, and its door.
  'PUT /api/tickets/{id}': of('seller'),
  'POST /api/tickets/{id}/pauseSales': of('seller'),
  'POST /api/tickets/{id}/resumeSales': of('seller'),
  'POST /api/tickets/{id}/endSales': of('seller'),
  'PUT /api/tickets/{id}/staff': of('seller'),
  'POST /api/tickets/{id}/staff/invitation': of('staff'),
  'DELETE /api/tickets/{id}/staff/invitation': MEMBERS, // no invitation is declined like one
  'PUT /api/tickets/{id}/poster': of('seller'),
  'DELETE /api/tickets/{id}/poster': of('seller'),
  'GET /api/orders/selling/cancellations/{ticketId}': of('seller'),
  'GET /api/orders/selling/cancellations/{ticketId}/stream': of('seller'),
  'POST /api/tickets/{id}/cancel': of('seller', 'operator'),
  'GET /api/tickets/{id}/admissions': of('seller', 'staff'),
  'POST /api/tickets/{id}/check-ins': of('seller', 'staff'),
  'POST /api/tickets/{id}/check-ins/{scanId}/undo': of('seller', 'staff'),
  'POST /api/tickets/{id}/doorLease': of('seller', 'staff'),
  'DELETE /api/tickets/{id}/doorLease': of('seller', 'staff'),
  'GET /api/tickets/{id}/doorList': of('seller', 'staff'),
  'POST /api/tickets/{id}/checkIns': of('seller', 'staff'),
  'GET /api/tickets/{id}/doorConflicts': of('seller', 'staff'),

  // An order, and its payment.
  'GET /api/orders/{id}': of('buyer', 'operator'),
  'GET /api/orders/{id}/timeline': of('buyer', 'operator'),
  'GET /api/orders/{id}/stream': of('buyer', 'operator'),
  'DELETE /api/orders/{id}': of('buyer'),
  'POST /api/orders/{id}/extend': of('buyer'),
  'POST /api/orders/{id}/refund': of('seller', 'operator'),
  'POST /api/orders/{id}/release': of('operator'),
  'POST /api/payments': of('buyer'),
  'GET /api/payments': of('buyer', 'operator'),

  // What operators do.
  'GET /api/users': of('operator'),
  'GET /api/users/{id}': of('operator'),
  'GET /api/users/{id}/events': of('operator'),
  'POST /api/users/{id}/suspension': of('operator'),
  'DELETE /api/users/{id}/suspension': of('operator'),
  'DELETE /api/users/{id}/sessions': of('operator'),
  'GET /api/tickets/lookup': of('operator'),
  'POST /api/tickets/{id}/suspension': of('operator'),
  'DELETE /api/tickets/{id}/suspension': of('operator'),
  'GET /api/orders/lookup': of('operator'),
  'GET /api/payments/refund-failures': of('operator'),
  'POST /api/payments/refund-failures/{id}/settlement': of('operator'),
  'POST /api/payments/refund-failures/{id}/retry': of('operator'),
  'GET /api/payments/disputes': of('operator'),
  'GET /api/payments/throttled': of('operator'),
  'GET /api/payments/lookup': of('operator'),
  'POST /api/payments/reconcile': of('operator'),
  'GET /api/notifications/mails': of('operator'),
  'POST /api/notifications/mails/{id}/resend': of('operator'),
  'GET /api/audit/promises': of('operator'),
  'GET /api/audit/findings': of('operator'),
  'GET /api/audit/findings/{id}': of('operator'),
  'POST /api/audit/findings/{id}/acknowledge': of('operator'),
  'GET /api/audit/orders/{id}': of('operator'),
  ...Object.fromEntries(
    ['users', 'tickets', 'orders', 'payments', 'notifications', 'audit'].map((name) => [
      `GET /api/${name}/backlog`,
      of('operator'),
    ]),
  ),
  ...Object.fromEntries(
    ['users', 'tickets', 'orders', 'payments', 'notifications'].map((name) => [
      `GET /api/${name}/operator-actions`,
      of('operator'),
    ]),
  ),
};

/** The simplest value that a schema takes, so that it is who asks that decides; `known` has values by name. */
export function simplest(schema: Schema, known: Record<string, unknown>, name = ''): unknown {
  if (name in known) return known[name];
  const {
    anyOf,
    enum: choices,
    type,
    format,
    items,
    properties = {},
    required = [],
    minimum = 1,
    minLength = 1,
  } = schema;
  if (schema.const !== undefined) return schema.const;
  if (choices) return choices[0];
  if (anyOf) return simplest(anyOf[0]!, known, name);
  if (format === 'uuid') return '0190a000-0000-7000-8000-000000000009';
  if (format === 'date-time') return new Date().toISOString();
  if (format === 'date') return '2026-06-01';
  if (format === 'email') return 'somebody@example.test';
  switch (type) {
    case 'integer':
    case 'number':
      return minimum;
    case 'boolean':
      return false;
    case 'string':
      return 'x'.repeat(Math.max(1, minLength));
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [simplest(items ?? {}, known)] : [];
    case 'null':
      return null;
    default:
      return Object.fromEntries(required.map((field) => [field, simplest(properties[field] ?? {}, known, field)]));
  }
}
