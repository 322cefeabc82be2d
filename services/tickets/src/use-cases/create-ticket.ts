import { NewTicket, TicketView } from '@frontrow/common/contracts';
import { databaseTime, newId } from '@frontrow/common/database';
import { once, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { saveChange, toViewWith } from '../store/listings.ts';
import { newTicket } from '../ticket.ts';
import { refusal } from './refusal.ts';

export const createTicket = ({ db }: TicketsKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Puts tickets on sale',
    session: 'required',
    body: NewTicket,
    answers: { 201: TicketView },
    handle: (call) =>
      once(db, call, async (tx) => {
        const now = (await databaseTime(tx)).toISOString();
        const change = newTicket(call.body, { id: newId(), sellerId: call.session.userId, now });
        if ('rejected' in change) throw refusal(change);
        await saveChange(tx, change);
        return { status: 201, body: toViewWith(change.ticket.quantity, change.ticket, now) };
      }),
  });
