import type { FrontrowEvent } from '@frontrow/common/contracts';
import { aggregateOf } from '@frontrow/common/contracts';
import { aSession, cookieOf, startTestService, type TestService } from '@frontrow/common/testing';
import supertest from 'supertest';
import type { Config } from '../src/config.ts';
import { audit } from '../src/service.ts';
import { look } from '../src/workers/judge.ts';

export type AuditService = TestService<Config, undefined>;

/** The auditor without its worker: the tests say when it looks, and until when it has heard everything. */
export const startAudit = (): Promise<AuditService> => startTestService({ ...audit, workers: [] });

/** Has the auditor hear events, one after the other. */
export async function hear(service: AuditService, events: FrontrowEvent[]): Promise<void> {
  for (const event of events) await service.deliver(`audit-${aggregateOf(event.type)}`, event);
}

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
