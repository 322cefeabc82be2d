import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ACCESS, ROLES, type Role, simplest } from './support/access.ts';
import { countChanges } from './support/changes.ts';
import { type Endpoint, readEndpoints } from './support/endpoints.ts';
import { bodyOf } from './support/http.ts';
import { baseUrl } from './support/instance.ts';
import { pay, reserve, sell, untilAdmitted } from './support/market.ts';
import { newcomer, type Person, signUp } from './support/people.ts';

/** Everybody who has to do with one listing, of which one order is paid. */
type People = Record<Exclude<Role, 'nobody'>, Person>;
interface Scene {
  ticketId: string;
  orderId: string;
  people: People;
}

async function somePeople(): Promise<People> {
  const [stranger, buyer, seller, staff] = await Promise.all([signUp(), signUp(), signUp(), signUp()]);
  return { stranger, buyer, seller, staff, operator: await newcomer('operator') };
}

async function aScene(people: People): Promise<Scene> {
  const { buyer, seller, staff } = people;
  const ticket = await sell(seller, { quantity: 100 });
  const order = await reserve(buyer, ticket.id);
  await pay(buyer, order.id);
  await untilAdmitted(buyer, order.id);
  bodyOf(await seller.send('PUT', `/api/tickets/${ticket.id}/staff`, { emails: [staff.email] }), 200);
  await eventually(async () => bodyOf(await staff.send('POST', `/api/tickets/${ticket.id}/staff/invitation`), 200));
  return { ticketId: ticket.id, orderId: order.id, people };
}

/** Asks as somebody of a scene, about what is in it, as it should be asked: only who asks may be in the way. */
async function ask({ method, path, body, query }: Endpoint, role: Role, { ticketId, orderId, people }: Scene) {
  const id =
    path.startsWith('/api/orders') || path.includes('/orders/')
      ? orderId
      : path.startsWith('/api/users')
        ? people.stranger.id
        : ticketId;
  const known = {
    ticketId,
    orderId,
    id,
    emails: [],
    reason: 'a test of who may',
    code: '123456',
    scanId: newId(),
    ...GIVEN,
  };
  const address = path
    .replace('{ticketId}', ticketId)
    .replace('{scanId}', newId())
    .replace('{hash}', '0'.repeat(32))
    .replace('{file}', '400.webp')
    .replace('{id}', id);
  const search = new URLSearchParams(
    query
      .filter(({ name, required }) => required || name === 'orderId')
      .map(({ name, schema }) => [name, String(simplest(schema, known, name))]),
  );
  const headers = {
    ...(role === 'nobody' ? {} : { cookie: people[role].cookie }),
    ...(body
      ? { 'content-type': 'application/json' }
      : path.endsWith('/poster')
        ? { 'content-type': 'image/png' }
        : {}),
  };
  const response = await fetch(`${baseUrl}${address}?${search}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify({ ...(simplest(body, known) as object), ...EXTRA[path] }) }),
    ...(method === 'PUT' && path.endsWith('/poster') && { body: Buffer.from('no image') }),
  });
  await response.body?.cancel(); // a stream would have no end
  return response.status;
}

const GIVEN = { email: 'somebody@example.test', last4: '4242' };
/** What is optional in a schema, and wanted all the same. */
const EXTRA: Record<string, object> = { '/api/payments': { token: 'tok_visa' } };

const isRefusal = (status: number) => [401, 403, 404].includes(status);

let endpoints: Endpoint[] = [];
beforeAll(async () => {
  endpoints = await readEndpoints();
});

test('every endpoint has a row that says who may call it, and every row an endpoint', () => {
  expect(Object.keys(ACCESS).sort()).toEqual(endpoints.map(({ name }) => name).sort());
});

describe('whoever may not', () => {
  test('is refused, and nothing is changed by it', async () => {
    const scene = await aScene(await somePeople());
    const before = await countChanges();
    const wrong: string[] = [];
    for (const endpoint of endpoints) {
      const allowed = ACCESS[endpoint.name] ?? [];
      for (const role of ROLES.filter((role) => !allowed.includes(role))) {
        const status = await ask(endpoint, role, scene);
        const expected = role === 'nobody' ? status === 401 : status === 403 || status === 404;
        if (!expected) wrong.push(`${role}: ${endpoint.name} → ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await countChanges()).toBe(before);
  }, 120_000);
});

describe('whoever may', () => {
  /** What is not there, or wants what nobody has who only asks: their own answer says so. */
  const ABOUT_NOTHING =
    /mailbox|poster\/|findings\/|mails\/|refund-failures\/|passkeys|factors\/totp|sessions\/\{id\}|audit\/orders|invitation$|organisers\/|undo$|checkIns$|signIn\//;

  test('is not refused', async () => {
    const people = await somePeople();
    const shared = await aScene(people);
    const wrong: string[] = [];
    for (const endpoint of endpoints.filter(({ name }) => !ABOUT_NOTHING.test(name))) {
      const { name, method, path } = endpoint;
      const isChange = method !== 'GET';
      const isAccount = path.startsWith('/api/users');
      const allowed = (ACCESS[name] ?? []).filter((role) => role !== 'nobody');
      // Where all may the same, one is enough; operators here have no account of their own.
      const roles = allowed.length > 2 ? allowed.slice(0, 1) : allowed;
      for (const role of roles) {
        const scene =
          isAccount && isChange
            ? { ...shared, people: { ...people, stranger: await signUp() } }
            : isChange
              ? await aScene(people)
              : shared;
        const status = await ask(endpoint, role, scene);
        if (isRefusal(status) || status >= 500) wrong.push(`${role}: ${name} → ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
