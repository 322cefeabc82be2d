import { AccountEventQuery, AccountEventView } from '@frontrow/common/contracts';
import { notFound, operatorsOnly, route } from '@frontrow/common/http';
import { z } from 'zod';
import { type AccountEvent, viewAccountEvent } from '../account-event.ts';
import type { AuthKit } from '../config.ts';
import { noteAccountEvent } from '../security/account-log.ts';
import { deviceOf } from '../security/device.ts';
import { findAccountEvents } from '../store/account-events.ts';
import { findUser } from '../store/users.ts';
import { AccountParams } from './find-accounts.ts';

/** To read it is part of it: the owner sees in the export that an operator looked. */
export const listAccountEvents = (kit: AuthKit) =>
  route({
    method: 'get',
    path: '/:id/events',
    summary: 'What happened with an account, for operators: the newest first',
    session: 'required',
    limits: ['lookups'],
    params: AccountParams,
    query: AccountEventQuery,
    answers: { 200: z.array(AccountEventView) },
    problems: [403, 404],
    async handle({ params: { id }, query, session, request }) {
      operatorsOnly(session);
      if (!(await findUser(kit.db, id))) throw notFound('account');
      const events = await findAccountEvents(kit.db, id, query);
      noteAccountEvent(kit, {
        what: 'operator_read',
        outcome: 'succeeded',
        userId: id,
        operatorId: session.userId,
        reason: 'account_events',
        request,
      });
      return { status: 200, body: events.map((event) => viewAccountEvent(event, deviceOfEvent(event))) };
    },
  });

/** The browser of an event; null for what no browser did. */
export const deviceOfEvent = ({ userAgent }: Pick<AccountEvent, 'userAgent'>) =>
  userAgent === null ? null : deviceOf(userAgent);
