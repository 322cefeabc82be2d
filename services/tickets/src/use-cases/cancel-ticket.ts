import { check, NewDecision, TicketView } from '@frontrow/common/contracts';
import { databaseTime, newId } from '@frontrow/common/database';
import { HttpProblem, notFound, once, recordAction, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing, saveChange, toViewWith } from '../store/listings.ts';
import { callOff, callOffByOperator } from '../ticket.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

export const cancelTicket = ({ db }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/cancel',
    summary: 'Calls the event off: its sale ends and every order is given back. Operators say on which ground, and why',
    session: 'required',
    params: TicketParams,
    body: NewDecision.partial(),
    answers: { 200: TicketView },
    problems: [403, 404],
    handle: (call) =>
      once(db, call, async (tx) => {
        const { session, params, body } = call;
        const listing = await lockListing(tx, params.id);
        if (!listing) throw notFound('ticket');
        const { ticket } = listing;
        const now = (await databaseTime(tx)).toISOString();
        const ruling = session.role === 'operator' && session.userId !== ticket.sellerId ? rulingIn(body) : undefined;
        const change = ruling
          ? callOffByOperator(ticket, { id: newId(), ...ruling }, now)
          : callOff(ticket, { by: session.userId, now });
        if (change && 'rejected' in change) throw refusal(change);
        if (change) await saveChange(tx, change);
        if (change && ruling) {
          const { ground, reason } = ruling;
          const about = { subject: { kind: 'listing' as const, id: ticket.id }, details: { ground } };
          await recordAction(tx, { by: session, action: 'listing_cancelled', reason, ...about });
        }
        return { status: 200, body: toViewWith({ ...listing, unsold: 0 }, change?.ticket ?? ticket, now) };
      }),
  });

function rulingIn(body: Partial<NewDecision>): NewDecision {
  const { data, errors } = check(NewDecision, body);
  if (errors) throw new HttpProblem(400, errors);
  return data;
}
