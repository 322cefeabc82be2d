import { boundsOf, SalesQuery, stretchesOf, ViewsView } from '@frontrow/common/contracts';
import { forbidden, notFound, route } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findListing } from '../store/listings.ts';
import { countViews } from '../store/views.ts';

export const listViews = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/selling/views',
    summary: 'How often the pages of the listings of whoever asks were looked at, or of one of them, by day',
    session: 'required',
    query: SalesQuery,
    answers: { 200: ViewsView },
    problems: [403, 404],
    async handle({ query: { timeZone, from, to, step, ticketId }, session }) {
      const listing = ticketId === undefined ? undefined : await findListing(db, ticketId);
      if (ticketId !== undefined && !listing) throw notFound('ticket');
      if (listing && listing.sellerId !== session.userId)
        throw forbidden({ message: 'only its seller may see how often it is seen', code: 'not_yours' });
      const stretches = stretchesOf({ from, to, step });
      const counted = await countViews(db, { sellerId: session.userId, ticketId }, boundsOf(stretches, timeZone));
      const viewsIn = new Map(counted.map(({ stretch, views }) => [stretch, views]));
      const body: ViewsView = {
        timeZone,
        from,
        to,
        step,
        total: counted.reduce((sum, { views }) => sum + views, 0),
        stretches: stretches.map((stretch, index) => ({ ...stretch, views: viewsIn.get(index) ?? 0 })),
      };
      return { status: 200, body };
    },
  });
