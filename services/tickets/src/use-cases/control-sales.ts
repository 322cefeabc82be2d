import { type SalesState, TicketView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { notFound, once, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { controlSales } from '../ticket.ts';
import { activeSeller } from './active-seller.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

/** A command that sets whether orders may be placed. It takes effect once orders has heard of it: see `salesInEffect`. */
const salesCommand =
  (path: string, sales: SalesState, summary: string) =>
  ({ db }: TicketsKit) =>
    route({
      method: 'post',
      path,
      summary,
      session: 'required',
      limits: ['edits'],
      params: TicketParams,
      answers: { 200: TicketView },
      problems: [403, 404, 409],
      handle: (call) =>
        once(db, call, async (tx) => {
          await activeSeller(tx, call.session);
          const listing = await lockListing(tx, call.params.id);
          if (!listing) throw notFound('ticket');
          const { ticket } = listing;
          const now = (await databaseTime(tx)).toISOString();
          const decision = controlSales(ticket, sales, { by: call.session.userId, now });
          if (decision && 'rejected' in decision) throw refusal(decision);
          if (decision) await saveChange(tx, decision);
          return { status: 200, body: toViewWith(listing, decision?.ticket ?? ticket, now) };
        }),
    });

export const pauseSales = salesCommand('/:id/pauseSales', 'paused', 'Lets no orders be placed for a while');
export const resumeSales = salesCommand('/:id/resumeSales', 'open', 'Lets orders be placed again');
export const endSales = salesCommand(
  '/:id/endSales',
  'ended',
  'Lets no orders be placed any more, and takes the listing out of the search',
);
