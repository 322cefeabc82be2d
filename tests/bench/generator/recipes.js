import { randomUUID } from 'node:crypto';

/**
 * What the visitors of a load request. A recipe turns its parameters into a function that says what visitor n requests next, given the
 * answer before; it returns undefined when the visit is over. The generator receives the buyers' `Cookie` headers once, for all loads.
 *
 * @typedef {{ method: 'GET' | 'POST', path: string, headers: string[], body?: string }} Request `headers`: names and values in turn
 * @typedef {{ status: number, body: string }} Answer `body` is empty unless the recipe keeps bodies
 * @typedef {(n: number, step: number, before?: Answer) => Request | undefined} Visit
 * @typedef {{ keeps?: boolean, visit: Visit }} Recipe
 */

const JSON_BODY = ['content-type', 'application/json'];

/** @param {(n: number) => Request} request @returns {Recipe} */
const single = (request) => ({ visit: (n, step) => (step === 0 ? request(n) : undefined) });

/** @type {Record<string, (params: any, cookies: string[]) => Recipe>} */
export const recipes = {
  /** Goes through the addresses in turn. @param {{ paths: string[], headers?: string[] }} params */
  get: ({ paths, headers = [] }) =>
    single((n) => ({ method: 'GET', path: /** @type {string} */ (paths[n % paths.length]), headers })),

  /** @param {{ path: string, bodies: object[] }} params */
  post({ path, bodies }) {
    const texts = bodies.map((body) => JSON.stringify(body));
    return single((n) => ({ method: 'POST', path, headers: JSON_BODY, body: texts[n % texts.length] }));
  },

  /** Each visitor is another buyer and reserves one unit, or `quantity`. @param {{ listings: string[], quantity?: number }} params */
  reserve({ listings, quantity = 1 }, cookies) {
    const bodies = listings.map((ticketId) => JSON.stringify({ ticketId, quantity }));
    return single((n) => placing(cookies, n, bodies));
  },

  /** The same, and pays; `first` is the number of the first buyer. @param {{ listings: string[], first?: number }} params */
  purchase({ listings, first = 0 }, cookies) {
    const bodies = listings.map((ticketId) => JSON.stringify({ ticketId, quantity: 1 }));
    return {
      keeps: true,
      visit(n, step, before) {
        if (step === 0) return placing(cookies, n + first, bodies);
        if (step === 2 || before?.status !== 201) return undefined;
        const body = JSON.stringify({ orderId: JSON.parse(before.body).id, token: 'tok_visa' });
        return { ...placing(cookies, n + first, bodies), path: '/api/payments', body };
      },
    };
  },
};

/** @param {string[]} cookies @param {number} n @param {string[]} bodies @returns {Request} */
const placing = (cookies, n, bodies) => ({
  method: 'POST',
  path: '/api/orders',
  headers: [
    ...JSON_BODY,
    'cookie',
    /** @type {string} */ (cookies[n % cookies.length]),
    'idempotency-key',
    randomUUID(),
  ],
  body: bodies[n % bodies.length],
});
