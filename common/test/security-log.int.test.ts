import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forbidden, route } from '@frontrow/common/http';
import { tooMany } from '@frontrow/common/security';
import { openSecurityLog, type ServiceDefinition } from '@frontrow/common/service';
import { aSession, cookieOf, foreignKeys, startTestService, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import supertest from 'supertest';
import { z } from 'zod';
import { type Config, config, migrations } from './support.ts';

const refusing = (path: string, refuse: () => Error) => () =>
  route({
    method: 'post',
    path,
    summary: 'Refuses',
    session: 'optional',
    body: z.object({}),
    answers: { 200: null },
    async handle() {
      throw refuse();
    },
  });

const definition: ServiceDefinition<Config, undefined> = {
  name: 'orders',
  config,
  prefix: '/api/doors',
  migrations,
  routes: [
    refusing('/theirs', () => forbidden({ message: 'not yours', code: 'not_yours' })),
    refusing('/often', () => tooMany(60, 'too_often')),
  ],
};

let service: TestService<Config, undefined>;
let file: string;

beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'security-log-')), 'security.log');
  service = await startTestService(definition, { SECURITY_LOG_FILE: file });
});
afterAll(() => service.stop());

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const newest = async () => linesOf(await readFile(file, 'utf8')).at(-1);
const counted = async (event: string) => {
  const { text } = await supertest(service.url).get('/metrics');
  const line = new RegExp(`^security_events_total\\{event="${event}",outcome="refused"[^}]*\\} (\\d+)$`, 'm');
  return Number(line.exec(text)?.[1] ?? 0);
};
const post = (path: string, cookie = '') =>
  supertest(service.url).post(`/api/doors${path}`).set('x-forwarded-for', '192.0.2.77').set('cookie', cookie);

test.each([
  ['/theirs', 403, 'access_refused', 'not_yours'],
  ['/often', 429, 'limit_hit', 'too_often'],
])('a request to %s, answered %i, is %s', async (path, status, event, reason) => {
  const session = aSession();
  const answer = await post(path, await cookieOf(session)).send({});
  expect(answer.status).toBe(status);
  expect(await newest()).toEqual({
    channel: 'security',
    level: 'info',
    service: 'orders',
    time: expect.any(String),
    event,
    outcome: 'refused',
    account: session.userId,
    network: expect.stringMatching(/^[\w-]{22}$/),
    object: `POST /api/doors${path}`,
    reason,
    correlationId: answer.headers['x-correlation-id'],
  });
  expect(await counted(event)).toBe(1);
});

test('a forged token is told, and an expired one, which any browser may have, is not', async () => {
  await post('/theirs', await cookieOf(aSession(), foreignKeys.privateKey)).send({});
  const lines = linesOf(await readFile(file, 'utf8'));
  expect(lines.at(-2)).toMatchObject({ event: 'token_forged' });
  await post('/theirs', await cookieOf(aSession({ expiresAt: new Date(Date.now() - 5_000) }))).send({});
  expect(await counted('token_forged')).toBe(1);
});

test('a body that is no JSON is counted and leaves no line', async () => {
  const before = await newest();
  const answer = await post('/theirs').type('json').send('{');
  expect(answer.status).toBe(400);
  expect(await counted('body_refused')).toBe(1);
  expect(await newest()).toEqual(before);
});

function openLog(secret: string) {
  const written: string[] = [];
  const stream = { write: (line: string) => void written.push(line) };
  const securityEvent = openSecurityLog({ service: 'auth', registry: new Registry(), secret, stream });
  return { securityEvent, written };
}

test('an address can be followed, however it is typed, and is not there', () => {
  const { securityEvent, written } = openLog('one secret');
  const other = openLog('another secret');
  const signIn = (address: string, network: string) =>
    ({ what: 'sign_in', outcome: 'refused', address, network }) as const;
  securityEvent(signIn('Ada@Example.test', '2001:db8:1:2::9'));
  securityEvent(signIn('ada@example.test', '2001:db8:1:2::1'));
  securityEvent(signIn('bob@example.test', '2001:db8:1:3::1'));
  other.securityEvent(signIn('ada@example.test', '2001:db8:1:2::1'));
  const [first, second, third, elsewhere] = linesOf(written.join('') + other.written.join(''));
  expect([second?.address, second?.network]).toEqual([first?.address, first?.network]);
  expect(third?.address).not.toBe(first?.address);
  expect(third?.network).not.toBe(first?.network);
  expect(elsewhere?.address).not.toBe(first?.address);
  expect(written.join('').toLowerCase()).not.toContain('example');
  expect(written.join('')).not.toContain('2001');
});

test('nobody fills the disk with one refusal: beyond 600 lines it is counted', () => {
  const { securityEvent, written } = openLog('a secret');
  for (let n = 0; n < 1_000; n += 1) securityEvent({ what: 'limit_hit', outcome: 'refused' });
  securityEvent({ what: 'sign_in', outcome: 'succeeded' });
  expect(written).toHaveLength(601);
});
