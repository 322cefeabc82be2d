import { BUYER, ORGANISERS, OTHER_BUYERS, OTHER_SELLERS, SELLER } from './accounts.js';
import { confirmAddress, enter } from './api.js';
import { listings } from './listings.js';

/** The most units that one order may have. */
const UNITS_PER_ORDER = 10;

/**
 * Puts the demo market on sale and buys from it, through the gateway as people would. Each request has its own
 * idempotency key, so that a run that was interrupted can be repeated and makes nothing twice.
 *
 * @param {import('../stack.js').Instance} instance
 * @param {{ since: Date, note: (text: string) => void, signal: AbortSignal }} options the day that dates are counted from
 */
export async function seed({ url, usesSandbox, usesMailbox }, { since, note, signal }) {
  /** @param {typeof SELLER} account */
  const join = async (account) => {
    const session = await enter(url, account, signal);
    // Mails to these addresses reach nobody but the mailbox.
    if (usesMailbox && !session.verified) await confirmAddress(url, account, session, signal);
    return session;
  };
  const [sellers, buyers] = await Promise.all(
    [
      [SELLER, ...OTHER_SELLERS],
      [BUYER, ...OTHER_BUYERS],
    ].map((accounts) => Promise.all(accounts.map(join))),
  );

  await Promise.all(ORGANISERS.map((organiser, index) => sellers?.[index]?.put('/api/tickets/organiser', organiser)));

  /** @type {string[]} */
  const ticketIds = [];
  await share(sellers ?? [], listings, async (seller, { starts, sold, ...listing }, index) => {
    const body = { ...listing, ...(starts && timesOf(listing.category, moment(since, starts))) };
    const ticket = await seller.post('/api/tickets', body, `demo-listing-${index}`);
    ticketIds[index] = ticket.id;
    note(`${ticketIds.filter(Boolean).length} of ${listings.length} listings`);
  });

  // With a key of Stripe's own the purchases would be in somebody's books.
  if (!usesSandbox) return;
  const orders = listings.flatMap(({ sold = 0 }, index) =>
    quantities(sold).map((quantity) => ({ ticketId: ticketIds[index], quantity })),
  );
  let bought = 0;
  await share(buyers ?? [], orders, async (buyer, body, index) => {
    const order = await buyer.post('/api/orders', body, `demo-order-${index}`);
    await buyer.post('/api/payments', { orderId: order.id, paymentMethodId: 'pm_card_visa' }, `demo-payment-${index}`);
    bought += 1;
    note(`${bought} of ${orders.length} purchases`);
  });
}

/**
 * Deals the items out to the workers; each worker does its own one after the other.
 * @template W, T
 * @param {W[]} workers
 * @param {T[]} items
 * @param {(worker: W, item: T, index: number) => Promise<void>} work
 */
async function share(workers, items, work) {
  const lane = async (/** @type {W} */ worker, /** @type {number} */ first) => {
    for (let index = first; index < items.length; index += workers.length) {
      await work(worker, /** @type {T} */ (items[index]), index);
    }
  };
  await Promise.all(workers.map(lane));
}

/** How long an evening is, in hours, and how long before it the doors open. @type {Record<string, [number, number]>} */
const evenings = {
  music: [3, 1],
  theatre: [2.5, 0.5],
  comedy: [2, 0.5],
  sport: [2, 1.5],
  festival: [10, 1],
  classical: [2.5, 0.5],
  family: [2, 0.5],
  talks: [1.5, 0.5],
  other: [4, 0.5],
};

/** @param {string} category @param {string} startsAt */
function timesOf(category, startsAt) {
  const [lasts, doors] = /** @type {[number, number]} */ (evenings[category]);
  const shifted = (/** @type {number} */ hours) => new Date(Date.parse(startsAt) + hours * 3_600_000).toISOString();
  return { startsAt, doorsAt: shifted(-doors), endsAt: shifted(lasts) };
}

/** Splits units sold into orders: 23 are 10, 10 and 3. @param {number} sold @returns {number[]} */
function quantities(sold) {
  if (sold <= UNITS_PER_ORDER) return sold > 0 ? [sold] : [];
  return [UNITS_PER_ORDER, ...quantities(sold - UNITS_PER_ORDER)];
}

/** @param {Date} since @param {{ inDays: number, hour: number }} starts */
const moment = (since, { inDays, hour }) =>
  new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth(), since.getUTCDate() + inDays, hour)).toISOString();
