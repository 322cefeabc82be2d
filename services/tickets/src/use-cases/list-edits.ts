import { EditView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findEdits } from '../store/edits.ts';
import { findListing } from '../store/listings.ts';
import { TicketParams } from './params.ts';

/** More than anybody reads; a seller who changes a listing more often is told apart by that alone. */
const MOST_SHOWN = 50;

export const listEdits = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/:id/edits',
    summary: 'What changed of a listing since units of it were taken, the latest first (the newest 50)',
    session: 'none',
    cache: 'public',
    params: TicketParams,
    answers: { 200: z.array(EditView) },
    problems: [404],
    async handle({ params }) {
      const [listing, edits] = await Promise.all([findListing(db, params.id), findEdits(db, params.id, MOST_SHOWN)]);
      if (!listing) throw notFound('ticket');
      return { status: 200, body: listing.suspended ? [] : edits };
    },
  });
