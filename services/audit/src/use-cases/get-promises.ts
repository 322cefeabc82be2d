import { type AuditPromise, PromisesView } from '@frontrow/common/contracts';
import { operatorsOnly, route } from '@frontrow/common/http';
import type { AuditKit } from '../config.ts';
import { promises } from '../promises.ts';
import { readStanding } from '../store/books.ts';

export const getPromises = ({ db, config }: AuditKit) =>
  route({
    method: 'get',
    path: '/promises',
    summary: 'Every promise, whether it holds, and how far the auditor has heard; for operators',
    session: 'required',
    answers: { 200: PromisesView },
    problems: [403],
    async handle({ session }) {
      operatorsOnly(session);
      const { checkedAt, eventsHeard, lagSeconds, open } = await readStanding(db);
      const red = open.some((each) => each.open > 0);
      const body: PromisesView = {
        // An auditor that hears nothing knows nothing; but what it found before it fell behind still stands.
        status: red ? 'red' : lagSeconds > config.BLIND_SECONDS ? 'blind' : 'green',
        checkedAt: checkedAt.toISOString(),
        eventsHeard,
        lagSeconds: Math.round(lagSeconds * 10) / 10,
        promises: (Object.keys(promises) as AuditPromise[]).map((name) => {
          const found = open.find(({ promise }) => promise === name);
          const lastOpenedAt = found?.lastOpenedAt?.toISOString() ?? null;
          return { name, words: promises[name], open: found?.open ?? 0, lastOpenedAt };
        }),
      };
      return { status: 200, body };
    },
  });
