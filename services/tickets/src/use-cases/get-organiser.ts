import { Id, OrganiserView } from '@frontrow/common/contracts';
import { notFound, route } from '@frontrow/common/http';
import { z } from 'zod';
import type { TicketsKit } from '../config.ts';
import { findListingOrganiser } from '../store/organisers.ts';

export const getOrganiser = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/organisers/:id',
    summary: 'Whom listings are from, as they wish to be named and asked',
    session: 'none',
    cache: 'public',
    params: z.object({ id: Id }),
    answers: { 200: OrganiserView },
    problems: [404],
    async handle({ params }) {
      const organiser = await findListingOrganiser(db, params.id);
      if (!organiser) throw notFound('organiser');
      return { status: 200, body: organiser };
    },
  });
