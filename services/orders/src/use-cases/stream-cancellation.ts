import { CancellationView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import type { OrdersKit } from '../config.ts';
import { ListingParams, ownListing } from './own-listing.ts';

export const streamCancellation = ({ db, resources }: OrdersKit) =>
  route({
    method: 'get',
    path: '/selling/cancellations/:ticketId/stream',
    summary: 'How far the cancellation of an event is, now and whenever that changes, as server-sent events',
    session: 'required',
    limits: ['lookups'],
    params: ListingParams,
    answers: { 200: CancellationView },
    problems: [403, 404, 503],
    async handle({ params, session }) {
      const { id } = await ownListing(db, params.ticketId, session);
      const cancellation = await resources.cancellations.subscribe(id);
      if (!cancellation) throw notFound('ticket');
      return { stream: cancellation.stream };
    },
  });
