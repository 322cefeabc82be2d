import { at, latencyOf } from '../measure/latency.js';
import { checkReserved, reserve } from './reserving.js';
import { sustainedRate } from './sustained.js';

/** @type {import('./index.js').Load} */
export default {
  name: 'lag',
  title: 'From the commit of a reservation until another service has applied it, at half the sustained rate',
  unit: 'reservation',
  asserts: 'every answer is 201, and every order reaches payments and notifications once',
  figures: {
    p50: { label: 'in payments, p50', unit: 'ms', better: 'less', target: 15 },
    p99: { label: 'in payments, p99', unit: 'ms', better: 'less', target: 150 },
    notificationsP50: { label: 'in notifications, p50', unit: 'ms', better: 'less' },
    notificationsP99: { label: 'in notifications, p99', unit: 'ms', better: 'less' },
    rate: { label: 'reservations a second', unit: '/s', better: 'more' },
    answerP50: { label: 'answer, p50 from when it was due', unit: 'ms', better: 'less' },
    answerP99: { label: 'answer, p99 from when it was due', unit: 'ms', better: 'less' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const rate = (await sustainedRate(bench, wrong)) / 2;
    const listings = [await bench.sell()];
    const how = { rate, forMs: bench.pick(20_000, 6_000) };
    const { result, processor } = await bench.follow(
      () => reserve(bench, { listings, how, connections: 256 }, wrong),
      wrong,
    );
    await checkReserved(bench, listings, result.visits, wrong);
    const payments = await timesToApply(bench, listings, 'payments', result.visits, wrong);
    const notifications = await timesToApply(bench, listings, 'notifications', result.visits, wrong);
    return {
      figures: {
        p50: at(payments, 50),
        p99: at(payments, 99),
        notificationsP50: at(notifications, 50),
        notificationsP99: at(notifications, 99),
        rate,
        answerP50: at(result.latency, 50),
        answerP99: at(result.latency, 99),
      },
      latency: { 'applied in payments': payments, 'applied in notifications': notifications, answered: result.latency },
      processor,
      units: result.visits,
      wrong,
    };
  },
};

/**
 * The time from the outbox row in orders to the inbox row in another service. Both databases use the same clock here. Each row is
 * written shortly before its commit.
 *
 * @param {import('../bench.js').Bench} bench
 * @param {string[]} listings
 * @param {string} service
 * @param {number} expected
 * @param {string[]} wrong
 */
async function timesToApply({ databases }, listings, service, expected, wrong) {
  const told = await databases.query(
    'orders',
    `select id, extract(epoch from created_at)::float8 * 1000 as at from outbox
     where type = 'order.created' and aggregate_id in (select id from orders where ticket_id = any($1))`,
    [listings],
  );
  const applied = await databases.query(
    service,
    'select event_id as id, extract(epoch from received_at)::float8 * 1000 as at from inbox where event_id = any($1)',
    [told.map(({ id }) => id)],
  );
  if (applied.length !== expected) wrong.push(`${applied.length} of ${expected} orders came to ${service}`);
  const since = new Map(told.map(({ id, at }) => [id, at]));
  return latencyOf(applied.map(({ id, at }) => at - since.get(id)));
}
