import { boundsOf, type SalesQuery, type SalesView, stretchesOf } from '@frontrow/common/contracts';
import type { Queryable } from '@frontrow/common/database';
import type { Session } from '@frontrow/common/http';
import { conversionOf, moneyOf, unitsNow } from '../sales.ts';
import { countFates, countTakings, findStocks } from '../store/figures.ts';
import { ownListing } from './own-listing.ts';

/** The figures of a seller's listing, or of all of them, over whole days of a time zone. */
export async function countSales(db: Queryable, query: SalesQuery, session: Session): Promise<SalesView> {
  const { timeZone, from, to, step, ticketId } = query;
  const listing = ticketId === undefined ? undefined : await ownListing(db, ticketId, session);
  const scope = { sellerId: session.userId, ticketId };
  const stretches = stretchesOf({ from, to, step });
  const bounds = boundsOf(stretches, timeZone);
  const [takings, fates, stocks] = await Promise.all([
    countTakings(db, scope, bounds),
    countFates(db, scope, bounds),
    findStocks(db, scope),
  ]);
  return {
    timeZone,
    from,
    to,
    step,
    stock: unitsNow(stocks),
    money: moneyOf(stretches, takings, listing && [listing.currency]),
    conversion: conversionOf(stretches, fates),
  };
}
