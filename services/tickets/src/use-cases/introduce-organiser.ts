import { ChangeOrganiser, OrganiserFields } from '@frontrow/common/contracts';
import { route, signedOut } from '@frontrow/common/http';
import type { TicketsKit } from '../config.ts';
import { findOrganiser, keepOrganiser } from '../store/organisers.ts';

export const getMyOrganiser = ({ db }: TicketsKit) =>
  route({
    method: 'get',
    path: '/organiser',
    summary: 'What I say of myself as an organiser',
    session: 'required',
    answers: { 200: OrganiserFields },
    handle: async ({ session }) => ({ status: 200, body: await findOrganiser(db, session.userId) }),
  });

/** It is no part of a listing, so the versions of listings stay and no event tells. */
export const introduceOrganiser = ({ db }: TicketsKit) =>
  route({
    method: 'put',
    path: '/organiser',
    summary: 'Says how I want to be named and asked as an organiser, at all my listings',
    session: 'required',
    limits: ['edits'],
    body: ChangeOrganiser,
    answers: { 200: OrganiserFields },
    handle: ({ body, session, trace }) =>
      db.transaction(trace, async (tx) => {
        if (!(await keepOrganiser(tx, session.userId, body))) throw signedOut();
        return { status: 200, body };
      }),
  });
