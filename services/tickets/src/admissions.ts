import {
  AdmissionIssued,
  AdmissionRedeemed,
  AdmissionRefundRefused,
  AdmissionRevoked,
  type AdmissionStatus,
  type AdmissionsState,
  CheckInUndone,
  type EventDefinition,
  type OrderState,
} from '@frontrow/common/contracts';

/** The right of one person to be let in once. */
export interface Admission {
  id: string;
  /** Its place among the units of the order, from 1. */
  number: number;
  /** What its bearer may say at the door: unique there, and random. */
  shortCode: string;
  issuedAt: string;
  redeemedAt: string | null;
  revokedAt: string | null;
  /** The scan that redeemed it. */
  scanId: string | null;
  /** The lease of the guest list under which that was, if there was no connection. */
  leaseId: string | null;
  /** Scans that redeemed it once and were taken back. */
  undoneScans: string[];
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
    // Refused once is refused for good: orders has been told, and will not hear of another answer.
    const isRefused = refusedVersion > 0 || admissions.some(({ redeemedAt }) => redeemedAt);
    if (isRefused) return refusedVersion < order.version ? 'refuse' : null;
    // Also when none was issued: the order waits for the answer, and a capture that comes late must not issue any.
    return state === 'revoked' ? null : 'revoke';
  }
  const paid = order.status === 'complete' && order.refund !== 'granted' && captured;
  return paid && state === 'none' ? 'issue' : null;
}

/** What nobody can foresee of an admission. */
export type NewAdmission = () => Pick<Admission, 'id' | 'shortCode'>;

/** Does what is owed; null when nothing is. */
export function settle(set: OrderAdmissions, now: string, newAdmission: NewAdmission): Change | null {
  const next = { ...set, version: set.version + 1 };
  switch (owed(set)) {
    case 'issue':
      return {
        set: { ...next, state: 'issued', admissions: issue(set.order!.quantity, now, newAdmission) },
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
  newAdmission: NewAdmission,
): { set: OrderAdmissions; changes: (Change & { because: N })[] } {
  const changes: (Change & { because: N })[] = [];
  let latest = set;
  for (const because of news) {
    latest = because.heed(latest);
    const change = settle(latest, now, newAdmission);
    if (!change) continue;
    latest = change.set;
    changes.push({ ...change, because });
  }
  return { set: latest, changes };
}

const issue = (quantity: number, issuedAt: string, newAdmission: NewAdmission): Admission[] =>
  Array.from({ length: quantity }, (_, index) => ({
    ...newAdmission(),
    number: index + 1,
    issuedAt,
    redeemedAt: null,
    revokedAt: null,
    scanId: null,
    leaseId: null,
    undoneScans: [],
  }));

const revoke = (admissions: Admission[], revokedAt: string) =>
  admissions.map((admission) => ({ ...admission, revokedAt }));

/** What a scan at the door leads to; a scan sent again changes nothing and gets the same answer. */
export type Redemption =
  | { redeemed: Admission; change: Change | null; again: boolean }
  /** It is good, and counts from then on. */
  | { rejected: 'early'; admission: Admission; from: Date }
  | { rejected: 'revoked' | 'used' | 'undone'; admission: Admission };

/** A scan, and what the seller of the listing says of its door. */
export interface Scan {
  scanId: string;
  /** When it counts as made: by the database, or without a connection by its device. */
  at: string;
  /** The lease under which it was made without a connection. */
  leaseId?: string | undefined;
  /** Scans count from then on; null: always. */
  from: Date | null;
  /** Whoever was let in may come in again. */
  reentry: boolean;
}

/** Lets the bearer of an admission of this set in: once, or again where that is allowed. */
export function redeem(
  set: OrderAdmissions,
  admissionId: string,
  { scanId, at, leaseId = undefined, from, reentry }: Scan,
): Redemption {
  const admission = set.admissions.find(({ id }) => id === admissionId)!;
  if (admission.scanId === scanId) return { redeemed: admission, change: null, again: false };
  if (admission.undoneScans.includes(scanId)) return { rejected: 'undone', admission };
  if (admission.revokedAt) return { rejected: 'revoked', admission };
  if (admission.redeemedAt) {
    return reentry ? { redeemed: admission, change: null, again: true } : { rejected: 'used', admission };
  }
  if (from && new Date(at) < from) return { rejected: 'early', admission, from };
  const redeemed = { ...admission, redeemedAt: at, scanId, leaseId: leaseId ?? null };
  return { redeemed, change: { set: withAdmission(set, redeemed), event: AdmissionRedeemed }, again: false };
}

/** What taking a scan back leads to; one that was taken back before stays so. */
export type Undoing = { change: Change | null; admission: Admission } | { rejected: 'not_this_scan' | 'revoked' };

/**
 * Takes back the scan that let the bearer of an admission in. It names the scan, so that it never takes back a later one: of
 * two that race, whichever has the lock first decides.
 */
export function undoCheckIn(set: OrderAdmissions, admissionId: string, scanId: string): Undoing {
  const admission = set.admissions.find(({ id }) => id === admissionId)!;
  if (admission.undoneScans.includes(scanId)) return { change: null, admission };
  if (admission.scanId !== scanId) return { rejected: 'not_this_scan' };
  if (admission.revokedAt) return { rejected: 'revoked' };
  const undoneScans = [...admission.undoneScans, scanId];
  const valid = { ...admission, redeemedAt: null, scanId: null, leaseId: null, undoneScans };
  return { change: { set: withAdmission(set, valid), event: CheckInUndone }, admission };
}

const withAdmission = (set: OrderAdmissions, changed: Admission): OrderAdmissions => ({
  ...set,
  version: set.version + 1,
  admissions: set.admissions.map((one) => (one.id === changed.id ? changed : one)),
});

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
