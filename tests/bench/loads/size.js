import { ofStack } from '../measure/at-rest.js';
import { at } from '../measure/latency.js';
import { median } from '../measure/median.js';
import { fillMarket } from '../stack/full-market.js';
import { checkReserved, reserve } from './reserving.js';

const SMALL = { orders: 1_000, listings: 100 };
const LARGE = { orders: 1_000_000, listings: 100_000 };

/** Words that one listing in ten contains, and pairs of them. */
const QUERIES = [
  'ferry',
  'aurora',
  'saffron lisbon',
  'velvet meridian',
  'willow',
  'harbour porto',
  'tundra',
  'quartz lyon',
];

/** @type {import('./index.js').Load} */
export default {
  name: 'size',
  title: '1,000,000 orders of 100,000 listings, compared with 1,000 of 100',
  unit: 'reservation',
  asserts: 'every reservation is 201, every search 200; answers, stock, orders and what buyers see agree to the unit',
  once: true,
  figures: {
    cost: { label: 'processor time per order ÷ that at 1,000 orders', unit: '×', better: 'less', target: 1.15 },
    search: { label: 'p99 of search ÷ that at 100 listings', unit: '×', better: 'less', target: 2 },
    costSmall: { label: 'processor time per order at 1,000 orders', unit: 'ms', better: 'less' },
    costLarge: { label: 'processor time per order at full size', unit: 'ms', better: 'less' },
    searchSmall: { label: 'p99 of search at 100 listings', unit: 'ms', better: 'less' },
    searchLarge: { label: 'p99 of search at full size', unit: 'ms', better: 'less' },
    perSecond: { label: 'reservations a second at full size', unit: '/s', better: 'more' },
  },
  async run(bench) {
    /** @type {string[]} */
    const wrong = [];
    const large = bench.pick(LARGE, { orders: 50_000, listings: 5_000 });
    const { databases, note } = bench;
    const first = { orders: { from: 1, to: SMALL.orders }, listings: { from: 1, to: SMALL.listings } };
    await fillMarket(databases, first, note);
    await measure(bench, wrong); // a warm-up
    const small = await measureRounds(bench, wrong);
    const rest = {
      orders: { from: SMALL.orders + 1, to: large.orders },
      listings: { from: SMALL.listings + 1, to: large.listings },
    };
    await fillMarket(databases, rest, note);
    await measure(bench, wrong); // the rows just written are still on their way to the disk
    const then = await measureRounds(bench, wrong);
    const last = then.at(-1);
    const of = (/** @type {typeof small} */ all, /** @type {'cost' | 'searchP99' | 'perSecond'} */ what) =>
      median(all.map((round) => round[what]));
    return {
      figures: {
        cost: of(then, 'cost') / of(small, 'cost'),
        search: of(then, 'searchP99') / of(small, 'searchP99'),
        costSmall: of(small, 'cost'),
        costLarge: of(then, 'cost'),
        searchSmall: of(small, 'searchP99'),
        searchLarge: of(then, 'searchP99'),
        perSecond: of(then, 'perSecond'),
      },
      latency: {
        ...(small.at(-1) && { 'search at 100': /** @type {any} */ (small.at(-1)).search }),
        ...(last && { 'search at full size': last.search, 'reservation at full size': last.reservation }),
      },
      ...(last && { processor: last.processor, units: last.reservations }),
      wrong,
    };
  },
};

/** @param {import('../bench.js').Bench} bench @param {string[]} wrong */
async function measureRounds(bench, wrong) {
  const rounds = [];
  for (let round = 0; round < bench.rounds; round++) rounds.push(await measure(bench, wrong));
  return rounds;
}

/** @param {import('../bench.js').Bench} bench @param {string[]} wrong */
async function measure(bench, wrong) {
  const listings = [await bench.sell()];
  const how = { closedForMs: bench.pick(10_000, 4_000), warmUpMs: 0, atMost: 100_000 };
  await bench.drained();
  const { result, processor } = await bench.follow(() => reserve(bench, { listings, how }, wrong), wrong);
  await checkReserved(bench, listings, result.visits, wrong);
  const paths = QUERIES.map((query) => `/api/tickets?${new URLSearchParams({ q: query, limit: '20' })}`);
  const searches = { rate: 50, forMs: bench.pick(15_000, 5_000) };
  const job = { origin: bench.originOf('tickets'), connections: 64, recipe: 'get', params: { paths }, how: searches };
  const search = await bench.send(job, wrong);
  if (search.answers[200] !== search.visits) wrong.push(`searches were answered ${JSON.stringify(search.answers)}`);
  return {
    cost: ofStack(processor) / result.visits,
    perSecond: result.perSecond,
    reservations: result.visits,
    processor,
    searchP99: at(search.latency, 99),
    search: search.latency,
    reservation: result.latency,
  };
}
