import { aggregateOf, type FrontrowEvent } from '@frontrow/common/contracts';
import { deliverOnce } from '@frontrow/common/messaging';
import { aSession, cookieOf, startTestService, type TestService } from '@frontrow/common/testing';
import pg from 'pg';
import supertest from 'supertest';
import type { Config } from '../src/config.ts';
import { onEvent } from '../src/consumers/on-event.ts';
import { audit } from '../src/service.ts';
import { look } from '../src/workers/judge.ts';

export type AuditService = TestService<Config, undefined>;

/**
 * The auditor without its worker: the tests say when it looks, and until when it has heard everything. It is so patient
 * that a slow machine ripens nothing.
 */
export const startAudit = (): Promise<AuditService> =>
  startTestService({ ...audit, workers: [] }, { SETTLE_SECONDS: '600', REACTION_SECONDS: '900' });

/** Has the auditor hear events, one after the other. */
export async function hear(service: AuditService, events: FrontrowEvent[]): Promise<void> {
  for (const event of events) await service.deliver(`audit-${aggregateOf(event.type)}`, event);
}

/** Has the auditor hear events as one commit for each stream, as a busy bus brings them. */
export async function hearTogether({ kit }: AuditService, events: FrontrowEvent[]): Promise<void> {
  const deliver = deliverOnce(kit.db, [onEvent(kit)]);
  for (const aggregate of new Set(events.map(({ type }) => aggregateOf(type)))) {
    const own = events.filter(({ type }) => aggregateOf(type) === aggregate);
    const problems = await deliver(`audit-${aggregate}`, own);
    for (const problem of problems) if (problem) throw problem;
  }
}

/** What was sent over the connections of `kit.db` while something was done: statements, begin and commit among them. */
export async function sentBy(work: () => Promise<unknown>): Promise<{ statements: number; errors: string[] }> {
  const { query } = pg.Client.prototype;
  const sent = { statements: 0, errors: [] as string[] };
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const answer = Reflect.apply(query, this, args);
    // What the service itself does in the background has connections of its own.
    if (nameOf(this) !== 'audit') return answer;
    sent.statements += 1;
    if (answer instanceof Promise) answer.catch(({ code }) => sent.errors.push(code));
    return answer;
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

const nameOf = (client: pg.Client) =>
  (client as unknown as { connectionParameters: { application_name: string } }).connectionParameters.application_name;

export const statementsOf = async (work: () => Promise<unknown>): Promise<number> => (await sentBy(work)).statements;

/** Looks at everything as if so many seconds had passed in which nothing more was to be heard, whatever passed before. */
export async function lookAfter({ kit }: AuditService, seconds: number): Promise<void> {
  await kit.db.pool.query('update auditor set heard_until = null');
  const until = new Date(Date.now() + seconds * 1000);
  while (await look(kit, until)) {}
}

/** A browser of an operator. */
export async function operatorOf(service: AuditService) {
  const session = aSession({ role: 'operator' });
  const cookie = await cookieOf(session);
  const api = supertest(service.url);
  return {
    session,
    get: (path: string) => api.get(`/api/audit${path}`).set('cookie', cookie),
    post: (path: string, body: object) => api.post(`/api/audit${path}`).set('cookie', cookie).send(body),
  };
}
