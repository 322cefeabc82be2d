import { addDays, type SalesQuery, type SalesView, startOfDay } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import type { Session } from '@frontrow/common/http';
import { conversionOf, moneyOf, stretchesOf, unitsNow } from '../sales.ts';
import { countFates, countTakings, findStocks } from '../store/figures.ts';
import { ownListing } from './own-listing.ts';

/** The figures of a seller's listing, or of all of them, over whole days of a time zone. */
export async function countSales(db: Queryable, query: SalesQuery, session: Session): Promise<SalesView> {
  const { timeZone, from, to, step, ticketId } = query;
  const listing = ticketId === undefined ? undefined : await ownListing(db, ticketId, session);
  const scope = { sellerId: session.userId, ticketId };
  const stretches = stretchesOf({ from, to, step });
  const bounds = [...stretches.map((stretch) => stretch.from), addDays(to, 1)].map((day) => startOfDay(day, timeZone));
  const [takings, fates, stocks] = await Promise.all([
    countTakings(db, scope, bounds),
    countFates(db, scope, bounds[0]!, bounds.at(-1)!),
    findStocks(db, scope),
  ]);
  return {
    timeZone,
    from,
    to,
    step,
    stock: unitsNow(stocks),
    money: moneyOf(stretches, takings, listing && [listing.currency]),
    conversion: conversionOf(fates),
  };
}
