import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  type AdmissionStatus,
  type AdmissionsState,
  type EventDefinition,
  type OrderState,
} from '@frontrow/common/contracts';

/** The right of one person to be let in once. */
export interface Admission {
  id: string;
  /** Its place among the units of the order, from 1. */
  number: number;
  issuedAt: string;
  redeemedAt: string | null;
  revokedAt: string | null;
  /** The scan that redeemed it. */
  scanId: string | null;
  /** The lease of the guest list under which that was, if there was no connection. */
  leaseId: string | null;
}

type KnownOrder = Pick<OrderState, 'ticketId' | 'userId' | 'quantity' | 'status' | 'refund'> & { version: number };

/** The admissions of one order, with what is known of the order and its payment: one aggregate, under one lock. */
export interface OrderAdmissions {
  orderId: string;
  version: number;
  /** `none` were issued yet · `issued` · `revoked`: taken back, or never to be issued. */
  state: 'none' | 'issued' | 'revoked';
  /** Newest known state of the order; null while only its payment is known. */
  order: KnownOrder | null;
  /** Whether the buyer was charged. */
  captured: boolean;
  /** The order's version whose wish for a refund was refused last; 0 when none was. */
  refusedVersion: number;
  admissions: Admission[];
}

/** The aggregate after a decision, and the event that tells of it. */
export interface Change {
  set: OrderAdmissions;
  event: EventDefinition<string, typeof AdmissionIssued.data>;
}

/** Takes over the state of an order if it is newer than what is known. */
export function heedOrder(set: OrderAdmissions, order: OrderState, version: number): OrderAdmissions {
  if (set.order && version <= set.order.version) return set;
  const { ticketId, userId, quantity, status, refund } = order;
  return { ...set, order: { ticketId, userId, quantity, status, refund, version } };
}

/** What the state of order and payment asks for and has not been done. */
function owed({ state, order, captured, refusedVersion, admissions }: OrderAdmissions) {
  if (!order) return null;
  if (order.status === 'cancelled') return state === 'issued' ? 'revoke' : null;
  if (order.refund === 'requested') {
    if (admissions.some(({ redeemedAt }) => redeemedAt)) return refusedVersion < order.version ? 'refuse' : null;
    // Also when none was issued: the order waits for the answer, and a capture that comes late must not issue any.
    return state === 'revoked' ? null : 'revoke';
  }
  const paid = order.status === 'complete' && order.refund !== 'granted' && captured;
  return paid && state === 'none' ? 'issue' : null;
}

/** Does what is owed; null when nothing is. `newId` names each admission. */
export function settle(set: OrderAdmissions, now: string, newId: () => string): Change | null {
  const next = { ...set, version: set.version + 1 };
  switch (owed(set)) {
    case 'issue':
      return {
        set: { ...next, state: 'issued', admissions: issue(set.order!.quantity, now, newId) },
        event: AdmissionIssued,
      };
    case 'revoke':
      return { set: { ...next, state: 'revoked', admissions: revoke(set.admissions, now) }, event: AdmissionRevoked };
    case 'refuse':
      return { set: { ...next, refusedVersion: set.order!.version }, event: AdmissionRefundRefused };
    case null:
      return null;
  }
}

/** What is heard of an order: `heed` takes it over. */
export interface News {
  heed(set: OrderAdmissions): OrderAdmissions;
}

/**
 * Takes over what is heard of an order, the oldest first, and does what each asks for. Returns the order's admissions after
 * all of it (the same object when nothing is different), and every change on the way with the news that it is due to.
 */
export function follow<N extends News>(
  set: OrderAdmissions,
  news: readonly N[],
  now: string,
  newId: () => string,
): { set: OrderAdmissions; changes: (Change & { because: N })[] } {
  const changes: (Change & { because: N })[] = [];
  let latest = set;
  for (const because of news) {
    latest = because.heed(latest);
    const change = settle(latest, now, newId);
    if (!change) continue;
    latest = change.set;
    changes.push({ ...change, because });
  }
  return { set: latest, changes };
}

const issue = (quantity: number, issuedAt: string, newId: () => string): Admission[] =>
  Array.from({ length: quantity }, (_, index) => ({
    id: newId(),
    number: index + 1,
    issuedAt,
    redeemedAt: null,
    revokedAt: null,
    scanId: null,
    leaseId: null,
  }));

const revoke = (admissions: Admission[], revokedAt: string) =>
  admissions.map((admission) => ({ ...admission, revokedAt }));

/** What a scan at the door leads to; a scan sent again changes nothing and gets the same answer. */
export type Redemption =
  | { redeemed: Admission; change: Change | null }
  | { rejected: 'revoked'; admission: Admission }
  | { rejected: 'used'; admission: Admission };

/** Lets the bearer of an admission of this set in, once. `leaseId` is that of a scan made without a connection. */
export function redeem(
  set: OrderAdmissions,
  admissionId: string,
  scanId: string,
  now: string,
  leaseId: string | null = null,
): Redemption {
  const admission = set.admissions.find(({ id }) => id === admissionId)!;
  if (admission.scanId === scanId) return { redeemed: admission, change: null };
  if (admission.revokedAt) return { rejected: 'revoked', admission };
  if (admission.redeemedAt) return { rejected: 'used', admission };
  const redeemed = { ...admission, redeemedAt: now, scanId, leaseId };
  const admissions = set.admissions.map((one) => (one === admission ? redeemed : one));
  return { redeemed, change: { set: { ...set, version: set.version + 1, admissions }, event: AdmissionRedeemed } };
}

export function statusOf({ revokedAt, redeemedAt }: Pick<Admission, 'revokedAt' | 'redeemedAt'>): AdmissionStatus {
  if (revokedAt) return 'revoked';
  return redeemedAt ? 'redeemed' : 'valid';
}

/** What others are told of a set; there is nothing to tell before its order is known. */
export function toState({ orderId, order, admissions }: OrderAdmissions): AdmissionsState {
  const { ticketId, userId } = order!;
  return {
    orderId,
    ticketId,
    userId,
    admissions: admissions.map((one) => ({ id: one.id, status: statusOf(one), redeemedAt: one.redeemedAt })),
  };
}
