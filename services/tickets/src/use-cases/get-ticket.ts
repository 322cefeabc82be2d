import { ListingView } from '@frontrow/common/contracts';
import { loadInGroups, notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findListingsAsJson } from '../store/listings.ts';
import { TicketParams } from './params.ts';

export const getTicket = ({ db }: TicketsKit) => {
  const find = loadInGroups((ids) => findListingsAsJson(db, ids), { sideBySide: 2 });
  return route({
    method: 'get',
    path: '/:id',
    summary: 'A listing, also when it is over or cancelled',
    session: 'none',
    cache: 'public',
    params: TicketParams,
    answers: { 200: ListingView },
    problems: [404],
    async handle({ params }) {
      const json = await find(params.id);
      if (json === undefined) throw notFound('ticket');
      return { status: 200, json };
    },
  });
};
