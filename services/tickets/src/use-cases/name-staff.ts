import { SellingView, Staff } from '@frontrow/common/contracts';
import { forbidden, notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing } from '../store/listings.ts';
import { findOneSelling } from '../store/selling.ts';
import { replaceStaff } from '../store/staff.ts';
import { activeSeller } from './active-seller.ts';
import { TicketParams } from './params.ts';

/**
 * Invites, and tells nothing of whom: an address with an account is answered as one without (ADR 57). Staff are this
 * service's own business: no one else needs to know, so the listing's version stays and no event tells.
 */
export const nameStaff = ({ db, securityEvent }: TicketsKit) =>
  route({
    method: 'put',
    path: '/:id/staff',
    summary: 'Names all who may check in at a listing, beside its seller: those who are not staff yet are invited',
    session: 'required',
    limits: ['staff'],
    params: TicketParams,
    body: Staff,
    answers: { 200: SellingView },
    problems: [403, 404],
    async handle({ params, body, session, trace, request }) {
      const { change, view } = await db.transaction(trace, async (tx) => {
        await activeSeller(tx, session);
        const listing = await lockListing(tx, params.id);
        if (!listing) throw notFound('ticket');
        if (listing.ticket.sellerId !== session.userId) {
          throw forbidden({ message: 'only its seller may name staff', code: 'not_yours' });
        }
        const changed = await replaceStaff(tx, params.id, body.emails);
        return { change: changed, view: await findOneSelling(tx, params.id) };
      });
      const about = {
        outcome: 'succeeded',
        account: session.userId,
        network: request.ip,
        object: `listing:${params.id}`,
      } as const;
      for (const address of change.invited) securityEvent({ what: 'staff_invited', address, ...about });
      if (change.removed > 0) securityEvent({ what: 'staff_removed', ...about });
      return { status: 200, body: view };
    },
  });
