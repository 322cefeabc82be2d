import { NewTicket, TicketView } from '@frontrow/common/contracts';
import { databaseTime, newId } from '@frontrow/common/database';
import { once, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { saveChange, toViewWith } from '../store/listings.ts';
import { newTicket } from '../ticket.ts';
import { activeSeller } from './active-seller.ts';
import { refusal } from './refusal.ts';
import { refuseUnverified } from './refuse-unverified.ts';

export const createTicket = ({ db, config }: TicketsKit) =>
  route({
    method: 'post',
    path: '/',
    summary: 'Puts tickets on sale',
    session: 'required',
    limits: ['listings'],
    body: NewTicket,
    answers: { 201: TicketView },
    problems: [403],
    handle: (call) =>
      once(db, call, async (tx) => {
        const { userId: sellerId } = call.session;
        const [time] = await Promise.all([
          databaseTime(tx),
          activeSeller(tx, call.session),
          refuseUnverified(tx, config, sellerId),
        ]);
        const now = time.toISOString();
        const change = newTicket(call.body, { id: newId(), sellerId, now });
        if ('rejected' in change) throw refusal(change);
        await saveChange(tx, change);
        return { status: 201, body: toViewWith({ unsold: change.ticket.quantity, edited: false }, change.ticket, now) };
      }),
  });
