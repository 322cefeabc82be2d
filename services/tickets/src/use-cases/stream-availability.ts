import { AvailabilityView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { TicketParams } from './params.ts';

export const streamAvailability = ({ resources }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/stream',
    summary: 'The units left of a listing now and whenever they change, as server-sent events',
    session: 'none',
    params: TicketParams,
    answers: { 200: AvailabilityView },
    problems: [404],
    async handle({ params }) {
      const listing = await resources.availability.subscribe(params.id);
      if (!listing) throw notFound('ticket');
      return { stream: listing.stream };
    },
  });
