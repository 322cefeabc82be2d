import { Problem } from '@frontrow/common/contracts';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Endpoint, pathOf, readEndpoints } from './support/endpoints.ts';
import { anything, near, text } from './support/fuzz.ts';
import { send } from './support/http.ts';
import { reserve, sell } from './support/market.ts';
import { newcomer } from './support/people.ts';

const RUNS = 50;

// A webhook's body is looked at only once its signature fits, which no fuzzer finds.
const endpoints = (await readEndpoints()).filter(({ path }) => !path.endsWith('/webhook'));

/** A request about something that exists or not; an open stream of something that does would never end. */
function requestTo({ path, body, query }: Endpoint, ticketId: string, orderId: string) {
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

test.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))(
  'whatever is sent to %s, the answer is orderly',
  async (_name, endpoint) => {
    const someone = await newcomer();
    const ticket = await sell(someone, { quantity: 1000 });
    const order = await reserve(someone, ticket.id);

    await fc.assert(
      fc.asyncProperty(requestTo(endpoint, ticket.id, order.id), async ({ id, body, query }) => {
        const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
        const headers = { cookie: someone.cookie };
        const sent = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
        const answer = await send(endpoint.method, `${pathOf(endpoint, id)}?${search}`, sent);
        expect(answer.status).toBeLessThan(500);
        if (answer.status < 400) return;
        const problem = Problem.parse(answer.body);
        expect(problem.status).toBe(answer.status);
        expect(problem.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  },
  60_000,
);
