import { Problem } from '@frontrow/common/contracts';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countChanges } from './support/changes.ts';
import { type Endpoint, pathOf, readEndpoints } from './support/endpoints.ts';
import { anything, near, text } from './support/fuzz.ts';
import { type Answer, send } from './support/http.ts';
import { report } from './support/instance.ts';
import { reserve, sell } from './support/market.ts';
import { newcomer, type Person } from './support/people.ts';

/** Requests to all endpoints together. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
/** Refused requests of each endpoint that are sent once more, to see that they change nothing. */
const AGAIN = 25;
const ROUNDS = 4;
/** `FUZZ_SEED=123 bin/test system` sends what a run with that seed sent. */
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

// A webhook's body is looked at only once its signature fits, which no fuzzer finds.
const endpoints = (await readEndpoints()).filter(({ path }) => !path.endsWith('/webhook'));
const runs = Math.ceil(REQUESTS / endpoints.length);

let sent = 0;
afterAll(() => report(`${sent} requests to ${endpoints.length} endpoints, from the seed ${seed}`));

interface Attempt {
  id: string;
  query: Record<string, unknown>;
  body: unknown;
}

/** A request about something that exists or not; an open stream of something that does would never end. */
function requestTo({ path, body, query }: Endpoint, ticketId: string, orderId: string): fc.Arbitrary<Attempt> {
  const isOfTicket = path.startsWith('/api/tickets') || path.includes('{ticketId}');
  const known = { ticketId, orderId, id: isOfTicket ? ticketId : orderId };
  const id = near({ format: 'uuid' }, path.endsWith('/stream') ? {} : known, 'id') as fc.Arbitrary<string>;
  return fc.record({
    id: fc.oneof(id, text),
    query: fc.record(Object.fromEntries(query.map(({ name, schema }) => [name, fc.oneof(near(schema, known), text)])), {
      requiredKeys: [],
    }),
    body: body
      ? fc.oneof({ arbitrary: near(body, known), weight: 5 }, { arbitrary: anything, weight: 1 })
      : fc.constant(undefined),
  });
}

function attempt(endpoint: Endpoint, { cookie }: Person, { id, query, body }: Attempt): Promise<Answer> {
  sent += 1;
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const headers = { cookie };
  const request = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
  return send(endpoint.method, `${pathOf(endpoint, id)}?${search}`, request);
}

test.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
  'whatever is sent to %s, the answer is orderly, and what is refused changes nothing',
  async (_name, endpoint) => {
    const someone = await newcomer();
    const ticket = await sell(someone, { quantity: 1000 });
    const order = await reserve(someone, ticket.id);
    const refused: Attempt[] = [];

    await fc.assert(
      fc.asyncProperty(requestTo(endpoint, ticket.id, order.id), async (tried) => {
        const answer = await attempt(endpoint, someone, tried);
        expect(answer.status).toBeLessThan(500);
        if (answer.status < 400) return;
        const problem = Problem.parse(answer.body);
        expect(problem.status).toBe(answer.status);
        expect(problem.errors.length).toBeGreaterThan(0);
        if (refused.length < AGAIN) refused.push(tried);
      }),
      { numRuns: runs, seed },
    );

    if (endpoint.method === 'GET' || refused.length === 0) return;
    // What was accepted before may still be at work. What a refused request changes, it changes each time.
    const changed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await countChanges();
      const answers = await Promise.all(refused.map((tried) => attempt(endpoint, someone, tried)));
      const after = await countChanges();
      if (after === before || answers.some(({ status }) => status < 400)) return;
      changed.push(`${before} → ${after}`);
    }
    expect(changed).toEqual([]);
  },
  120_000,
);
