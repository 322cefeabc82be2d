import { TicketView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findListing, toView } from '../store/listings.ts';
import { TicketParams } from './params.ts';

export const getTicket = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id',
    summary: 'A listing, also when it is over or cancelled',
    session: 'none',
    params: TicketParams,
    answers: { 200: TicketView },
    problems: [404],
    async handle({ params }) {
      const listing = await findListing(db, params.id);
      if (!listing) throw notFound('ticket');
      return { status: 200, body: toView(listing) };
    },
  });
