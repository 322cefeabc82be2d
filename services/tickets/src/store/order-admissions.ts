import type { OrderState } from '@frontrow/common/contracts';
import { locker, type Queryable, statement, type Trace, type Tx, updater } from '@frontrow/common/database';
import { addToOutbox } from '@frontrow/common/messaging';
import { and, eq, or, sql } from 'drizzle-orm';
import { type Admission, type Change, type OrderAdmissions, toState } from '../admissions.ts';
import { orderCopy } from './copies.ts';
import { admissions, orderAdmissions, undoneCheckIns } from './tables.ts';

const orderMembers = ['orderVersion', 'ticketId', 'userId', 'quantity', 'orderStatus', 'refund'] as const;
const begin = locker(orderAdmissions, { key: 'orderId', members: ['orderId', ...orderMembers] });

/** Begins to know orders, by the first that is heard of each; those known already are locked, all in the order of their ids. */
export async function beginSets(tx: Tx, heard: { data: OrderState; aggregateVersion: number }[]): Promise<void> {
  const first = new Map<string, object>();
  for (const { data, aggregateVersion } of heard) {
    if (!first.has(data.id)) first.set(data.id, orderCopy.toRow(data, aggregateVersion));
  }
  await begin(tx, [...first.values()]);
}

type Row = typeof orderAdmissions.$inferSelect;

const lockRows = statement<Row>(
  'lock_order_admissions',
  `select order_id as "orderId", version, state, captured, refused_version as "refusedVersion", ticket_id as "ticketId",
     order_version as "orderVersion", user_id as "userId", quantity, order_status as "orderStatus", refund
   from order_admissions where order_id = any ($1::uuid[]) order by order_id for update`,
);

type AdmissionRow = { orderId: string } & Pick<
  Admission,
  'id' | 'number' | 'shortCode' | 'scanId' | 'leaseId' | 'undoneScans'
> & {
    [Instant in 'issuedAt' | 'redeemedAt' | 'revokedAt']: Date | null;
  };

const findIssued = statement<AdmissionRow>(
  'find_issued_admissions',
  `select order_id as "orderId", id, number, short_code as "shortCode", issued_at as "issuedAt", redeemed_at as "redeemedAt",
     revoked_at as "revokedAt", scan_id as "scanId", lease_id as "leaseId", undone_scans as "undoneScans"
   from admissions where order_id = any ($1::uuid[]) order by order_id, number`,
);

/**
 * The admissions of known orders under their locks, which decide every race: a refund and a check-in of the same order, two
 * scans of the same code.
 */
export async function lockSets(tx: Tx, orderIds: string[]): Promise<OrderAdmissions[]> {
  // Two statements: what the first one waited for, only a later one sees.
  const [rows, issued] = await Promise.all([lockRows(tx, [orderIds]), findIssued(tx, [orderIds])]);
  const ofOrder = new Map(rows.map(({ orderId }) => [orderId, [] as Admission[]]));
  for (const { orderId, issuedAt, redeemedAt, revokedAt, ...rest } of issued) {
    const instants = { issuedAt: iso(issuedAt)!, redeemedAt: iso(redeemedAt), revokedAt: iso(revokedAt) };
    ofOrder.get(orderId)!.push({ ...rest, ...instants });
  }
  return rows.map((row) => toSet(row, ofOrder.get(row.orderId)!));
}

export async function lockOrderAdmissions(tx: Tx, orderId: string): Promise<OrderAdmissions> {
  const [set] = await lockSets(tx, [orderId]);
  return set!;
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

function toSet(row: Row, admissions: Admission[]): OrderAdmissions {
  const { orderId, version, state, captured, refusedVersion } = row;
  return { orderId, version, state, captured, refusedVersion, order: orderOf(row), admissions };
}

/** The table's check keeps the order's part whole: all of it is there, or none. */
function orderOf({ orderVersion, ticketId, userId, quantity, orderStatus, refund }: Row): OrderAdmissions['order'] {
  if (orderVersion === 0) return null;
  return {
    ticketId: ticketId!,
    userId: userId!,
    quantity: quantity!,
    status: orderStatus!,
    refund: refund!,
    version: orderVersion,
  };
}

const update = updater(orderAdmissions, 'orderId', ['version', 'state', 'captured', 'refusedVersion', ...orderMembers]);

const upsertAdmissions = statement(
  'keep_admissions',
  `insert into admissions
     (id, order_id, ticket_id, user_id, number, short_code, issued_at, redeemed_at, revoked_at, scan_id, lease_id)
   select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::text[],
     $7::timestamptz(3)[], $8::timestamptz(3)[], $9::timestamptz(3)[], $10::uuid[], $11::uuid[])
   on conflict (id) do update set redeemed_at = excluded.redeemed_at, revoked_at = excluded.revoked_at,
     scan_id = excluded.scan_id, lease_id = excluded.lease_id, changed_at = clock_timestamp()
   -- A door that asks what has changed is not told of what is as it was.
   where (admissions.redeemed_at, admissions.revoked_at, admissions.scan_id, admissions.lease_id)
     is distinct from (excluded.redeemed_at, excluded.revoked_at, excluded.scan_id, excluded.lease_id)`,
);

/** A change as it is told: with the sealed codes of what was issued. */
export type Told = Change & { trace?: Trace | undefined; codes?: string | undefined };

/** Keeps sets that are locked, with their admissions, and tells of the changes that led to them: one round trip. */
export async function saveSets(tx: Tx, sets: OrderAdmissions[], changes: Told[]): Promise<void> {
  const rows = sets.map(({ order, admissions: _, ...set }) => ({ ...set, ...(order && orderPart(order)) }));
  const changed = new Set(changes.map(({ set }) => set.orderId));
  const kept = sets.filter(({ orderId }) => changed.has(orderId)).flatMap(toAdmissionRows);
  const column = (member: keyof (typeof kept)[number]) => kept.map((row) => row[member]);
  await Promise.all([
    update(tx, rows),
    kept.length > 0 &&
      upsertAdmissions(tx, [
        column('id'),
        column('orderId'),
        column('ticketId'),
        column('userId'),
        column('number'),
        column('shortCode'),
        column('issuedAt'),
        column('redeemedAt'),
        column('revokedAt'),
        column('scanId'),
        column('leaseId'),
      ]),
    addToOutbox(
      tx,
      ...changes.map(({ set, event, codes, trace }) => ({
        definition: event,
        aggregateId: set.orderId,
        aggregateVersion: set.version,
        data: { ...toState(set), ...(codes !== undefined && { codes }) },
        trace,
      })),
    ),
  ]);
}

const orderPart = ({ version: orderVersion, status: orderStatus, ...rest }: OrderAdmissions['order'] & object) => ({
  ...rest,
  orderVersion,
  orderStatus,
});

const toAdmissionRows = ({ orderId, order, admissions }: OrderAdmissions) =>
  admissions.map((admission) => ({ ...admission, orderId, ticketId: order!.ticketId, userId: order!.userId }));

/** The admission of a listing that a scan redeemed, also if it was taken back since. */
export async function findOrderOfScan(
  { db }: Queryable,
  ticketId: string,
  scanId: string,
): Promise<{ orderId: string; admissionId: string } | undefined> {
  const ids = { orderId: admissions.orderId, admissionId: admissions.id };
  const itsScan = or(eq(admissions.scanId, scanId), sql`${scanId}::uuid = any (${admissions.undoneScans})`);
  const [found] = await db
    .select(ids)
    .from(admissions)
    .where(and(eq(admissions.ticketId, ticketId), itsScan));
  return found;
}

/** A scan that is taken back, by whom and why. */
export interface UndoneCheckIn {
  scanId: string;
  ticketId: string;
  admissionId: string;
  redeemedAt: string;
  userId: string;
  reason: string;
  at: string;
}

/** Keeps that a scan was taken back, on record for good, and tells of it. */
export async function saveUndoing(tx: Tx, change: Change, undone: UndoneCheckIn): Promise<void> {
  await Promise.all([
    saveChange(tx, change),
    tx.db.insert(undoneCheckIns).values(undone),
    tx.db
      .update(admissions)
      .set({ undoneScans: sql`array_append(${admissions.undoneScans}, ${undone.scanId}::uuid)` })
      .where(eq(admissions.id, undone.admissionId)),
  ]);
}

/** Keeps a decision and tells of it. */
export const saveChange = (tx: Tx, change: Change): Promise<void> => saveSets(tx, [change.set], [change]);
