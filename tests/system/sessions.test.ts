import { CurrentUserView } from '@frontrow/common/contracts';
import { badCookies, eventually } from '@frontrow/common/testing';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Endpoint, pathOf, readEndpoints } from './support/endpoints.ts';
import { type Answer, bodyOf, problemOf, send } from './support/http.ts';
import { report } from './support/instance.ts';
import { reserve, sell } from './support/market.ts';
import { newcomer, type Person, person, sessionCookie, sessionKeys, signUp } from './support/people.ts';
import { listen } from './support/stream.ts';

let endpoints: Endpoint[] = [];
beforeAll(async () => {
  endpoints = await readEndpoints();
});

const oneOfEachService = [
  '/api/users/sessions',
  '/api/tickets/selling',
  '/api/orders',
  '/api/payments/refund-failures',
];

async function expectRevokedEverywhere(who: Person, since: number): Promise<void> {
  for (const path of oneOfEachService) {
    await eventually(async () => problemOf(await who.send('GET', path), 401));
    report(`${path} knew of the sign-out ${Math.round(performance.now() - since)} ms after it`);
  }
}

test('signing out ends the session in every service, open streams included', async () => {
  const who = await signUp();
  const order = await reserve(who, (await sell(await newcomer())).id);
  const stream = await listen(`/api/orders/${order.id}/stream`, who.cookie);
  await eventually(() => expect(stream.states).toHaveLength(1));
  for (const path of oneOfEachService.slice(0, 3)) bodyOf(await who.send('GET', path), 200);

  const since = performance.now();
  bodyOf(await who.send('POST', '/api/users/signOut'), 200);
  await expectRevokedEverywhere(who, since);
  await stream.ended;
  report(`its open stream ended ${Math.round(performance.now() - since)} ms after it`);
}, 30_000);

test('a new password ends all sessions, and this browser goes on with a new token', async () => {
  const who = await signUp();
  const elsewhere = person(who.id, who.email, await signIn(who.email, who.password));
  const change = { currentPassword: who.password, newPassword: 'another seat, further back' };
  const changed = await who.send('POST', '/api/users/password', change);
  bodyOf(changed, 200);
  await expectRevokedEverywhere(elsewhere, performance.now());
  await expectRevokedEverywhere(who, performance.now());
  bodyOf(await person(who.id, who.email, sessionCookie(changed)).send('GET', '/api/orders'), 200);
}, 30_000);

async function signIn(email: string, password: string): Promise<string> {
  const answer = await send('POST', '/api/users/signIn', { body: { email, password } });
  bodyOf(answer, 200);
  return sessionCookie(answer);
}

describe('a session that is not one', () => {
  test('opens no endpoint that needs one', async () => {
    const cookies = [...(await badCookies(undefined, sessionKeys)), ['none at all', ''] as const];
    const guarded = endpoints.filter(({ session }) => session === 'required');
    expect(guarded.length).toBeGreaterThan(20);
    for (const endpoint of guarded) {
      const answers = await Promise.all(
        cookies.map(async ([why, cookie]) => ({ why, answer: await sendEmpty(endpoint, cookie) })),
      );
      const passed = answers.filter(({ answer }) => answer.status !== 401).map(({ why }) => why);
      expect([endpoint.name, passed]).toEqual([endpoint.name, []]);
    }
  }, 60_000);

  test('is nobody', async () => {
    for (const [, cookie] of await badCookies(undefined, sessionKeys)) {
      const answer = await send('GET', '/api/users/currentUser', { headers: { cookie } });
      expect(CurrentUserView.parse(bodyOf(answer, 200)).currentUser).toBeNull();
    }
  });
});

test('no endpoint that changes something, the signed webhook aside, takes a request from another site', async () => {
  const { cookie } = await newcomer();
  const changing = endpoints.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/webhook'));
  for (const endpoint of changing) {
    const foreign: Record<string, string>[] = [
      { origin: 'https://elsewhere.test' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await send(endpoint.method, pathOf(endpoint), { headers: { cookie, ...headers } });
      expect([endpoint.name, answer.status]).toEqual([endpoint.name, 403]);
    }
  }
});

const sendEmpty = (endpoint: Endpoint, cookie: string): Promise<Answer> =>
  send(endpoint.method, pathOf(endpoint), { headers: { cookie }, ...(endpoint.body && { body: {} }) });
