import type { AdmissionView, DoorView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { badCursor, decodeCursor } from '@frontrow/common/http';
import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { statusOf } from '../admissions.ts';
import { countConflicts } from './door-conflicts.ts';
import { findOpenLease } from './door-leases.ts';
import { type Page, pageOf } from './paging.ts';
import { admissions, orderAdmissions, tickets, users } from './tables.ts';

interface Wanted {
  limit: number;
  cursor?: string | undefined;
}

const ticket = {
  id: tickets.id,
  title: tickets.title,
  venue: tickets.venue,
  city: tickets.city,
  country: tickets.country,
  category: tickets.category,
  startsAt: tickets.startsAt,
  doorsAt: tickets.doorsAt,
  endsAt: tickets.endsAt,
  timeZone: tickets.timeZone,
  poster: tickets.poster,
};
const fields = {
  id: admissions.id,
  orderId: admissions.orderId,
  number: admissions.number,
  of: sql<number>`${orderAdmissions.quantity}`,
  holder: users.name,
  issuedAt: admissions.issuedAt,
  redeemedAt: admissions.redeemedAt,
  revokedAt: admissions.revokedAt,
};
const itsOrder = eq(orderAdmissions.orderId, admissions.orderId);
const itsHolder = eq(users.id, admissions.userId);

const withStatus = <T extends { redeemedAt: string | null; revokedAt: string | null }>({ revokedAt, ...rest }: T) => ({
  ...rest,
  status: statusOf({ revokedAt, redeemedAt: rest.redeemedAt }),
});

/**
 * The order in which somebody needs their admissions: to the next event first, then to those without a date; to what is over,
 * the latest first; and at last what is no longer good.
 */
const rank = sql<number>`(
  with event as (select extract(epoch from coalesce(${tickets.startsAt}, '9999-01-01'))::float8 as at)
  select case
    when ${admissions.revokedAt} is not null then 2e12 - at
    when ${tickets.overAt} < statement_timestamp() then 1e12 - at
    else at
  end from event)`;

/** A page of a buyer's admissions: those to the next event first, and of one event those of the newest order. */
export async function findAdmissionsOfUser(
  { db }: Queryable,
  userId: string,
  { orderId, limit, cursor }: Wanted & { orderId?: string | undefined },
): Promise<Page<Omit<AdmissionView, 'code'>>> {
  const found = await db
    .select({ ...fields, shortCode: admissions.shortCode, ticket, rank })
    .from(admissions)
    .innerJoin(orderAdmissions, itsOrder)
    .innerJoin(tickets, eq(tickets.id, admissions.ticketId))
    .leftJoin(users, itsHolder)
    .where(and(eq(admissions.userId, userId), orderId ? eq(admissions.orderId, orderId) : undefined, after(cursor)))
    .orderBy(asc(rank), desc(admissions.orderId), asc(admissions.number))
    .limit(limit + 1);
  const { page, next } = pageOf(found, limit, ({ rank, number, orderId }) => [`${rank} ${number}`, orderId]);
  return { page: page.map(({ rank: _, ...admission }) => withStatus(admission)), next };
}

/** Beyond the last admission of a page: the rest of its order, older orders, and what ranks after it. */
function after(cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const [key, orderId] = decodeCursor(cursor);
  const last = z.tuple([z.number(), z.int32()]).safeParse(String(key).split(' ').map(Number));
  if (!last.success) throw badCursor();
  const [at, number] = last.data;
  return sql`(${rank} > ${at} or (${rank} = ${at} and
    (${admissions.orderId} < ${orderId} or (${admissions.orderId} = ${orderId} and ${admissions.number} > ${number}))))`;
}

/** How many of a listing's admissions are good or used, and a page of them in the order they were issued. */
export async function findDoor(
  from: Queryable,
  ticketId: string,
  { limit, cursor }: Wanted,
): Promise<{ door: DoorView; next: string | undefined }> {
  const { db } = from;
  const ofTicket = eq(admissions.ticketId, ticketId);
  const [counts] = await db
    .select({
      issued: sql<number>`count(*) filter (where revoked_at is null)::int`,
      redeemed: sql<number>`count(*) filter (where revoked_at is null and redeemed_at is not null)::int`,
    })
    .from(admissions)
    .where(ofTicket);
  const found = await db
    .select({ ...fields, offline: sql<boolean>`${admissions.leaseId} is not null` })
    .from(admissions)
    .innerJoin(orderAdmissions, itsOrder)
    .leftJoin(users, itsHolder)
    .where(and(ofTicket, cursor === undefined ? undefined : gt(admissions.id, decodeCursor(cursor)[1])))
    .orderBy(asc(admissions.id))
    .limit(limit + 1);
  const { page, next } = pageOf(found.map(withStatus), limit, ({ id }) => [null, id]);
  const [lease, conflicts] = await Promise.all([findOpenLease(from, ticketId), countConflicts(from, ticketId)]);
  return { door: { ...counts!, lease: lease ?? null, conflicts, admissions: page }, next };
}

const presentedFields = { admissionId: admissions.id, orderId: admissions.orderId, holder: users.name };

/** An admission as somebody presents it at a door, and what its holder is called. */
export interface PresentedAdmission {
  admissionId: string;
  orderId: string;
  holder: string | null;
}

async function findPresented({ db }: Queryable, which: SQL | undefined): Promise<PresentedAdmission | undefined> {
  const [found] = await db.select(presentedFields).from(admissions).leftJoin(users, itsHolder).where(which);
  return found;
}

/** The admission of a listing that has a short code. */
export const findByShortCode = (from: Queryable, ticketId: string, shortCode: string) =>
  findPresented(from, and(eq(admissions.ticketId, ticketId), eq(admissions.shortCode, shortCode)));

export const findById = (from: Queryable, admissionId: string) => findPresented(from, eq(admissions.id, admissionId));
