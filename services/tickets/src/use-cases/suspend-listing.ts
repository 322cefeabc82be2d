import { NewDecision, SellingView, WithReason } from '@frontrow/common/contracts';
import { databaseTime, newId } from '@frontrow/common/database';
import { notFound, once, operatorsOnly, recordAction, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing, saveChange } from '../store/listings.ts';
import { findOneSelling } from '../store/selling.ts';
import { reinstate, suspend } from '../ticket.ts';
import { TicketParams } from './params.ts';
import { refusal } from './refusal.ts';

/** Takes a listing off sale. It takes effect once orders has heard of it: see `salesInEffect`. */
export const suspendListing = ({ db }: TicketsKit) =>
  route({
    method: 'post',
    path: '/:id/suspension',
    summary: 'Takes a listing off sale until that is lifted, for operators; its seller is told why',
    session: 'required',
    params: TicketParams,
    body: NewDecision,
    answers: { 200: SellingView },
    problems: [403, 404, 409],
    handle: (call) =>
      once(db, call, async (tx) => {
        operatorsOnly(call.session);
        const { id } = call.params;
        const { ground, reason } = call.body;
        const listing = await lockListing(tx, id);
        if (!listing) throw notFound('ticket');
        const now = (await databaseTime(tx)).toISOString();
        const change = suspend(listing.ticket, { id: newId(), ground, reason }, now);
        if (change && 'rejected' in change) throw refusal(change);
        if (change) {
          await saveChange(tx, change);
          const about = { subject: { kind: 'listing' as const, id }, details: { ground } };
          await recordAction(tx, { by: call.session, action: 'listing_suspended', reason, ...about });
        }
        return { status: 200, body: await findOneSelling(tx, id) };
      }),
  });

/** Lifts what `suspendListing` decided: sales are as the seller wanted them. */
export const reinstateListing = ({ db }: TicketsKit) =>
  route({
    method: 'delete',
    path: '/:id/suspension',
    summary: 'Puts a listing that was suspended back on sale, for operators; its seller is told why',
    session: 'required',
    params: TicketParams,
    body: WithReason,
    answers: { 200: SellingView },
    problems: [403, 404],
    handle: ({ params: { id }, body: { reason }, session, trace }) =>
      db.transaction(trace, async (tx) => {
        operatorsOnly(session);
        const listing = await lockListing(tx, id);
        if (!listing) throw notFound('ticket');
        const change = reinstate(listing.ticket, reason, (await databaseTime(tx)).toISOString());
        if (change) {
          await saveChange(tx, change);
          const subject = { kind: 'listing' as const, id };
          await recordAction(tx, { by: session, action: 'listing_reinstated', subject, reason });
        }
        return { status: 200, body: await findOneSelling(tx, id) };
      }),
  });
