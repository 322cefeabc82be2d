import { CancellationView } from '@frontrow/common/contracts';
import { route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { findCancellations } from '../store/cancellations.ts';
import { ListingParams, ownListing } from './own-listing.ts';

export const getCancellation = ({ db }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/cancellations/:ticketId',
    summary: 'How far the cancellation of an event is: orders to be released and refunded, and those that are',
    session: 'required',
    limits: ['lookups'],
    params: ListingParams,
    answers: { 200: CancellationView },
    problems: [403, 404, 503],
    async handle({ params, session }) {
      const { id } = await ownListing(db, params.ticketId, session);
      const [cancellation] = await findCancellations(db, [id]);
      return { status: 200, body: cancellation };
    },
  });
