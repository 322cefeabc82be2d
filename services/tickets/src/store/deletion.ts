import type { AccountDeletionView } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import { and, asc, count, eq, isNull, sql } from 'drizzle-orm';
import { isOpen, stockOfListing } from './listings.ts';
import { admissions, stock, tickets } from './tables.ts';

/** What someone still has to do with events that are not over: as their seller, and as a guest. */
export async function foreseeDeletion({ db }: Queryable, userId: string): Promise<AccountDeletionView> {
  const listings = await db
    .select({
      id: tickets.id,
      title: tickets.title,
      startsAt: tickets.startsAt,
      timeZone: tickets.timeZone,
      sold: sql<number>`coalesce(${stock.sold}, 0)`,
    })
    .from(tickets)
    .leftJoin(stock, stockOfListing)
    .where(and(eq(tickets.sellerId, userId), isOpen))
    .orderBy(asc(tickets.sortTime), asc(tickets.id));
  const [unused] = await db
    .select({ n: count() })
    .from(admissions)
    .innerJoin(tickets, eq(tickets.id, admissions.ticketId))
    .where(and(eq(admissions.userId, userId), isOpen, isNull(admissions.redeemedAt), isNull(admissions.revokedAt)));
  return {
    inTheWay: listings.filter(({ sold }) => sold > 0),
    closes: listings.filter(({ sold }) => sold === 0).map(({ sold: _, ...listing }) => listing),
    unused: unused!.n,
  };
}
