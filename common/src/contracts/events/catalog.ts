import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  CheckInUndone,
} from './admissions.ts';
import { FactorAdded, FactorRemoved, NewDeviceSignedIn, RecoveryCodesMade, RecoveryCodeUsed } from './credentials.ts';
import { EmailChanged, EmailVerificationRequested } from './emails.ts';
import type { EventDefinition, EventOf } from './envelope.ts';
import { ExpirationComplete } from './expiration.ts';
import { OrderCancelled, OrderCompleted, OrderCreated, OrderRefundRequested, OrderUpdated } from './orders.ts';
import { PasswordChanged, PasswordResetRequested } from './passwords.ts';
import {
  PaymentAuthorized,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentDisputeClosed,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentStarted,
  PaymentVoided,
} from './payments.ts';
import { StockUpdated } from './stock.ts';
import { TicketCancelled, TicketCreated, TicketUpdated } from './tickets.ts';
import { SessionRevoked, UserCreated, UserDeleted, UserUpdated } from './users.ts';

/** Every event there is. */
export const eventCatalog = [
  UserCreated,
  UserUpdated,
  UserDeleted,
  SessionRevoked,
  PasswordResetRequested,
  PasswordChanged,
  EmailVerificationRequested,
  EmailChanged,
  NewDeviceSignedIn,
  FactorAdded,
  FactorRemoved,
  RecoveryCodesMade,
  RecoveryCodeUsed,
  TicketCreated,
  TicketUpdated,
  TicketCancelled,
  StockUpdated,
  OrderCreated,
  OrderUpdated,
  OrderCompleted,
  OrderRefundRequested,
  OrderCancelled,
  ExpirationComplete,
  PaymentStarted,
  PaymentAuthorized,
  PaymentFailed,
  PaymentCaptured,
  PaymentCaptureFailed,
  PaymentVoided,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  PaymentDisputed,
  PaymentDisputeClosed,
  AdmissionIssued,
  AdmissionRevoked,
  AdmissionRefundRefused,
  AdmissionRedeemed,
  CheckInUndone,
] as const;

export type FrontrowEvent = { [K in keyof typeof eventCatalog]: EventOf<(typeof eventCatalog)[K]> }[number];
export type EventType = FrontrowEvent['type'];

const byType = new Map<string, EventDefinition>(eventCatalog.map((definition) => [definition.type, definition]));

/** The definition of a type of event, or undefined when no such event exists. */
export const findEvent = (type: string): EventDefinition | undefined => byType.get(type);

export type Aggregate =
  | 'user'
  | 'session'
  | 'password'
  | 'email'
  | 'credential'
  | 'ticket'
  | 'stock'
  | 'order'
  | 'expiration'
  | 'payment'
  | 'admission';

/** The stream of the bus that keeps an aggregate's events, the one service that publishes them, and who consumes them. */
export const streams: Record<Aggregate, { stream: string; publisher: string; consumers: string[] }> = {
  user: { stream: 'USERS', publisher: 'auth', consumers: ['tickets', 'orders', 'notifications', 'audit'] },
  session: {
    stream: 'SESSIONS',
    publisher: 'auth',
    consumers: ['tickets', 'orders', 'payments', 'notifications', 'audit'],
  },
  password: { stream: 'PASSWORDS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  email: { stream: 'EMAILS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  credential: { stream: 'CREDENTIALS', publisher: 'auth', consumers: ['notifications', 'audit'] },
  ticket: { stream: 'TICKETS', publisher: 'tickets', consumers: ['orders', 'notifications', 'audit'] },
  stock: { stream: 'STOCK', publisher: 'orders', consumers: ['tickets', 'audit'] },
  order: {
    stream: 'ORDERS',
    publisher: 'orders',
    consumers: ['tickets', 'payments', 'expiration', 'notifications', 'audit'],
  },
  expiration: { stream: 'EXPIRATIONS', publisher: 'expiration', consumers: ['orders', 'audit'] },
  payment: { stream: 'PAYMENTS', publisher: 'payments', consumers: ['orders', 'tickets', 'notifications', 'audit'] },
  admission: { stream: 'ADMISSIONS', publisher: 'tickets', consumers: ['orders', 'notifications', 'audit'] },
};

/** `order.created` is about an `order`. */
export const aggregateOf = (type: string): Aggregate => type.slice(0, type.indexOf('.')) as Aggregate;
