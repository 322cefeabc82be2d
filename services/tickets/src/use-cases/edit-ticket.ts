import { TicketChanges, TicketView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { noteEdit } from '../store/edits.ts';
import { lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { changeTicket } from '../ticket.ts';
import { activeSeller } from './active-seller.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

export const editTicket = ({ db }: TicketsKit) =>
  route({
    method: 'put',
    path: '/:id',
    summary: 'Changes a listing; members left out stay as they are',
    session: 'required',
    limits: ['edits'],
    params: TicketParams,
    body: TicketChanges,
    answers: { 200: TicketView },
    problems: [403, 404, 409],
    handle: ({ params, body, session, trace }) =>
      db.transaction(trace, async (tx) => {
        await activeSeller(tx, session);
        const listing = await lockListing(tx, params.id);
        if (!listing) throw notFound('ticket');
        const { ticket, unsold, taken } = listing;
        const now = (await databaseTime(tx)).toISOString();
        const decision = changeTicket(ticket, body, { by: session.userId, unsold, now });
        if (decision && 'rejected' in decision) throw refusal(decision);
        if (decision) await saveChange(tx, decision);
        const noted = decision !== null && taken > 0 && (await noteEdit(tx, ticket, decision.ticket));
        const after = decision?.ticket ?? ticket;
        // Orders will hear of another quantity, and keep to it unless buyers have more.
        const left = after.quantity === ticket.quantity ? unsold : Math.max(after.quantity - taken, 0);
        return { status: 200, body: toViewWith({ unsold: left, edited: listing.edited || noted }, after, now) };
      }),
  });
