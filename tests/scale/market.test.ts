import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Costs, costOf, fit, totalOf } from '../../infra/scale/costs.js';
import { drawLines } from '../../infra/scale/draw.js';
import { sell } from '../../infra/scale/market.js';
import { fill } from '../../infra/scale/plan.js';
import { costsOf, FOLLOWERS, medians, type Used } from './costs.js';

const cost = (batch: number, each: number) => ({ batch, each });
/** Round numbers: of no machine. */
const COSTS: Costs = {
  commitMs: 1,
  idleCores: 0,
  request: { generator: 0, nginx: 0.1, orders: 0.1 },
  group: { orders: cost(1, 0.1), primary: cost(1, 0.1) },
  relay: { database: cost(0, 0.05), nats: cost(0, 0.1) },
  follows: { tickets: { process: cost(1, 0.05), database: cost(1, 0.05) } },
  beside: 0,
  payment: { orders: 0.5, primary: 1, others: 4 },
  stream: { openMs: 0.01, toldMs: 0.02 },
  pages: { home: 0.1 },
};
const region = { roundTripMs: 0.5, standbyMs: 3, clients: 2_000, listings: 1, replicas: 4, primary: 16 };

test('costs are split into what is done once and what is done for each', () => {
  const points = [1, 0.5, 0.1, 0.02].map((batches) => ({ batches, ms: 3 * batches + 0.2 }));
  const { batch, each } = fit(points);
  expect(batch).toBeCloseTo(3);
  expect(each).toBeCloseTo(0.2);
  expect(costOf({ batch, each }, 10)).toBeCloseTo(5);
});

test('neither of them is below nought', () => {
  expect(fit([1, 0.5, 0.1].map((batches) => ({ batches, ms: 1 - batches / 2 })))).toMatchObject({ batch: 0 });
  const { batch, each } = fit([1, 0.5, 0.1].map((batches) => ({ batches, ms: 2 * batches ** 2 })));
  expect(each).toBe(0);
  expect(batch).toBeGreaterThan(1);
  expect(fit([{ batches: 1, ms: 4 }])).toEqual({ batch: 0, each: 4 }); // a single load tells nothing of it
});

test('what loads used comes back as what it was made of', () => {
  const used = (units: number, size: number): Used => {
    const groups = units / size;
    const of = ({ batch, each }: { batch: number; each: number }) => batch * groups + each * units;
    const { group, relay, request } = COSTS;
    const follower = COSTS.follows.tickets!;
    return {
      units,
      groups,
      batches: { tickets: groups },
      processes: {
        nginx: request.nginx * units,
        orders: request.orders * units + of(group.orders),
        nats: of(relay.nats),
        postgres: of(group.primary) + of(relay.database) + of(follower.database),
        tickets: of(follower.process),
        redis: 0.3 * units,
      },
      pools: { orders: of(group.primary), 'orders-background': of(relay.database), tickets: of(follower.database) },
    };
  };
  const largest = used(1_000, 64);
  const purchases: Used = {
    ...largest,
    processes: { ...largest.processes, orders: largest.processes.orders! + 500, payments: 4_000 },
    pools: { ...largest.pools, orders: largest.pools.orders! + 1_000 },
  };
  purchases.processes.postgres = largest.processes.postgres! + 1_000;
  const costs = costsOf({
    commitMs: 1,
    idleCores: 0,
    refused: { ...largest, processes: { orders: COSTS.request.orders * 1_000 } },
    loads: [used(500, 1), used(900, 4), used(1_000, 16), largest],
    purchases,
    stream: COSTS.stream,
    pages: COSTS.pages,
  });
  expect(costs.group.orders.batch).toBeCloseTo(1);
  expect(costs.group.primary.each).toBeCloseTo(0.1);
  expect(costs.follows.tickets!.process.batch).toBeCloseTo(1);
  expect(costs.relay.nats.each).toBeCloseTo(0.1);
  expect(costs.beside).toBeCloseTo(0.3);
  expect(Object.keys(costs.follows)).toEqual(FOLLOWERS);
  expect(costs.payment.orders).toBeCloseTo(0.5);
  expect(costs.payment.primary).toBeCloseTo(1);
  expect(costs.payment.others).toBeCloseTo(4);
});

test('medians are taken number by number', () => {
  expect(medians([cost(1, 9), cost(3, 2), cost(2, 4)])).toEqual(cost(2, 4));
  expect(medians([{ of: cost(1, 1) }])).toEqual({ of: cost(1, 1) });
});

test('done together, a reservation costs less', () => {
  expect(totalOf(COSTS, 1)).toBeCloseTo(4.65);
  expect(totalOf(COSTS, 100)).toBeCloseTo(0.69);
});

test('one client alone waits for what it needs, and for the commit', () => {
  const { medianMs, group } = sell(COSTS, { ...region, standbyMs: 0, clients: 1 }, 2_000);
  // 0.2 before the group, 2.2 in it, 4 round trips and the commit
  expect(medianMs).toBeGreaterThan(0.8 * 5.4);
  expect(medianMs).toBeLessThan(1.2 * 5.4);
  expect(group).toBe(1);
});

test('a slow standby costs groups little, and would cost single commits nearly all', () => {
  const rate = (groupSize: number, standbyMs: number) =>
    sell(COSTS, { ...region, groupSize, standbyMs }, 5_000).perSecond;
  expect(rate(256, 10) / rate(256, 0)).toBeGreaterThan(0.8);
  expect(rate(1, 10) / rate(1, 0)).toBeLessThan(0.4);
});

test('the turn of one listing limits it, however many processes there are', () => {
  const [few, many] = [4, 7].map((replicas) => sell(COSTS, { ...region, replicas }, 5_000));
  expect(many!.limit).toBe('the turn of a listing');
  expect(Math.abs(many!.perSecond / few!.perSecond - 1)).toBeLessThan(0.1);
});

test('event loops limit many listings, then the cores of the primary', () => {
  const many = { ...region, listings: 40, affine: true };
  const loops = sell(COSTS, { ...many, replicas: 2 }, 3_000);
  expect(loops.limit).toBe('event loops of orders');
  const more = sell(COSTS, { ...many, replicas: 4 }, 3_000);
  expect(more.perSecond / loops.perSecond).toBeGreaterThan(1.7);
  expect(sell(COSTS, { ...many, primary: 1 }, 3_000).limit).toBe('cores of the primary');
});

test('consumers that take longer than a reservation fall behind', () => {
  const slow = { ...COSTS, follows: { audit: { process: cost(1, 5), database: cost(0, 0) } } };
  expect(sell(COSTS, region, 5_000).late).toEqual([]);
  expect(sell(slow, region, 5_000).late).toEqual(['audit']);
});

test('a text is put in its place in the page, and nothing else is changed', () => {
  const page = 'a\n<!-- simulated: one -->\nold\n<!-- end -->\nb\n<!-- simulated: two -->\n<!-- end -->\n';
  const filled = fill(page, { one: '$1 new', two: 'second' });
  expect(filled).toBe(
    'a\n<!-- simulated: one -->\n$1 new\n<!-- end -->\nb\n<!-- simulated: two -->\nsecond\n<!-- end -->\n',
  );
  expect(fill(filled, { one: '$1 new', two: 'second' })).toBe(filled);
  expect(() => fill(page, { three: '' })).toThrow('no place for three');
});

test('costs that the docs keep are whole', () => {
  const { costs } = JSON.parse(readFileSync('docs/scale/costs.json', 'utf8'));
  expect(Object.keys(costs.follows)).toEqual(FOLLOWERS);
  expect(totalOf(costs, 64)).toBeGreaterThan(0);
  expect(totalOf(costs, 64)).toBeLessThan(totalOf(costs, 1));
});

test('names of lines that end close to each other do not overlap', () => {
  const points = [
    { x: 1, y: 1_000, hint: '' },
    { x: 16, y: 4_000, hint: '' },
  ];
  const svg = drawLines({ title: 't', below: 'b', lines: ['one', 'two', 'three'].map((name) => ({ name, points })) });
  const heights = [...svg.matchAll(/class="name" x="\d+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(heights).toHaveLength(3);
  for (const [n, y] of heights.entries()) if (n > 0) expect(y - heights[n - 1]!).toBeGreaterThanOrEqual(16);
});
