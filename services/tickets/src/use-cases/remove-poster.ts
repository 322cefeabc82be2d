import { TicketView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { replacePoster } from '../store/posters.ts';
import { changePoster } from '../ticket.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

export const removePoster = ({ db }: TicketsKit) =>
  route({
    method: 'delete',
    path: '/:id/poster',
    summary: 'Gives a listing its drawn poster again',
    session: 'required',
    params: TicketParams,
    answers: { 200: TicketView },
    problems: [403, 404],
    handle: ({ params, session, trace }) =>
      db.transaction(trace, async (tx) => {
        const listing = await lockListing(tx, params.id);
        if (!listing) throw notFound('ticket');
        const { ticket } = listing;
        const now = (await databaseTime(tx)).toISOString();
        const decision = changePoster(ticket, null, { by: session.userId, now });
        if (decision && 'rejected' in decision) throw refusal(decision);
        if (decision) {
          await replacePoster(tx, params.id, null);
          await saveChange(tx, decision);
        }
        return { status: 200, body: toViewWith(listing, decision?.ticket ?? ticket, now) };
      }),
  });
