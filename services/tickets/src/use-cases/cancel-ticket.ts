import { TicketView } from '@frontrow/common/contracts';
import { databaseTime } from '@frontrow/common/database';
import { notFound, once, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { callOff } from '../ticket.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

export const cancelTicket = ({ db }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/cancel',
    summary: 'Calls the event off: its sale ends and every order is given back',
    session: 'required',
    params: TicketParams,
    answers: { 200: TicketView },
    problems: [403, 404],
    handle: (call) =>
      once(db, call, async (tx) => {
        const listing = await lockListing(tx, call.params.id);
        if (!listing) throw notFound('ticket');
        const { ticket } = listing;
        const now = (await databaseTime(tx)).toISOString();
        const decision = callOff(ticket, { by: call.session.userId, now });
        if (decision && 'rejected' in decision) throw refusal(decision);
        if (decision) await saveChange(tx, decision);
        return { status: 200, body: toViewWith(0, decision?.ticket ?? ticket, now) };
      }),
  });
