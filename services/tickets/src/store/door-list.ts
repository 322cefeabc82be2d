import { type DoorListEntry, shortCodeTag } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { decodeCursor } from '@frontrow/common/http';
import { and, asc, eq, gt, gte, sql } from 'drizzle-orm';
import { statusOf } from '../admissions.ts';
import { type Page, pageOf } from './paging.ts';
import { admissions, orderAdmissions, users } from './tables.ts';

interface Wanted {
  changedSince?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** A page of a listing's guest list, without codes, in the order in which the admissions were issued. */
export async function findDoorList(
  { db }: Queryable,
  ticketId: string,
  { changedSince, cursor, limit }: Wanted,
): Promise<Page<DoorListEntry>> {
  const { id, number, shortCode, redeemedAt, revokedAt } = admissions;
  const found = await db
    .select({
      id,
      number,
      shortCode,
      of: sql<number>`${orderAdmissions.quantity}`,
      holder: users.name,
      redeemedAt,
      revokedAt,
    })
    .from(admissions)
    .innerJoin(orderAdmissions, eq(orderAdmissions.orderId, admissions.orderId))
    .leftJoin(users, eq(users.id, admissions.userId))
    .where(
      and(
        eq(admissions.ticketId, ticketId),
        changedSince === undefined ? undefined : gte(admissions.changedAt, changedSince),
        cursor === undefined ? undefined : gt(admissions.id, decodeCursor(cursor)[1]),
      ),
    )
    .orderBy(asc(admissions.id))
    .limit(limit + 1);
  const entries = found.map(async ({ shortCode, revokedAt, ...rest }) => ({
    ...rest,
    status: statusOf({ revokedAt, redeemedAt: rest.redeemedAt }),
    tag: await shortCodeTag(ticketId, shortCode),
  }));
  return pageOf(await Promise.all(entries), limit, (last) => [null, last.id]);
}
