import { foldEmail, SellingView, Staff } from '@frontrow/common/contracts';
import { forbidden, HttpProblem, notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { lockListing } from '../store/listings.ts';
import { findOneSelling } from '../store/selling.ts';
import { replaceStaff } from '../store/staff.ts';
import { findUserIds } from '../store/users.ts';
import { activeSeller } from './active-seller.ts';
import { TicketParams } from './params.ts';

const nobody = {
  optional: { message: 'nobody has signed up with this address', code: 'unknown_address' },
  required: { message: 'nobody has signed up with this address and confirmed it', code: 'unconfirmed_address' },
};

/** Staff are this service's own business: no one else needs to know, so the listing's version stays and no event tells. */
export const nameStaff = ({ db, config: { EMAIL_VERIFICATION } }: TicketsKit) =>
  route({
    method: 'put',
    path: '/:id/staff',
    summary: 'Names all who may check in at a listing, beside its seller',
    session: 'required',
    params: TicketParams,
    body: Staff,
    answers: { 200: SellingView },
    problems: [403, 404],
    handle: ({ params, body, session, trace }) =>
      db.transaction(trace, async (tx) => {
        await activeSeller(tx, session);
        const listing = await lockListing(tx, params.id);
        if (!listing) throw notFound('ticket');
        if (listing.ticket.sellerId !== session.userId) {
          throw forbidden({ message: 'only its seller may name staff', code: 'not_yours' });
        }

        const known = await findUserIds(tx, body.emails, { verified: EMAIL_VERIFICATION === 'required' });
        const unknown = body.emails.flatMap((email, index) =>
          known.has(foldEmail(email)) ? [] : [{ ...nobody[EMAIL_VERIFICATION], field: `emails.${index}` }],
        );
        if (unknown.length > 0) throw new HttpProblem(400, unknown);
        await replaceStaff(tx, params.id, [...known.values()]);
        return { status: 200, body: await findOneSelling(tx, params.id) };
      }),
  });
