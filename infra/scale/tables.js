import { costOf, NOTHING, totalOf } from './costs.js';
import { sell } from './market.js';

/**
 * The tables of docs/scale.md.
 * @typedef {import('./costs.js').Costs} Costs
 * @typedef {{ clients: number, listings: number, perSecond: number, simulated: number, ratio: number }} Compared a load, as
 *   measured and as simulated; `ratio` is the median of the rounds
 */

/** Three zones of one region, and as many buyers as the waiting room lets in. */
const REGION = { standbyMs: 3, roundTripMs: 0.5, clients: 5_000 };
/** So that the primary is not what limits. */
const LARGE = 16;
/** Onlookers of a stream are told this often at most (ADR 36). */
const TOLD_PER_SECOND = 4;
/** What one process of tickets may be given to do, so that it still answers. */
const BUSY_LOOP = 0.7;

/** @param {Costs} costs */
export function costTable({ request, group, relay, follows, beside }) {
  const once = (/** @type {number} */ ms) => ({ batch: 0, each: ms });
  /** @type {[string, import('./costs.js').Cost][]} */
  const parts = [
    ['nginx', once(request.nginx)],
    ['orders: reading a request', once(request.orders)],
    ['orders: the group, and publishing it', group.orders],
    ["PostgreSQL: the group, in the listing's turn", group.primary],
    ['PostgreSQL: the relay', relay.database],
    ['NATS', relay.nats],
    ...Object.entries(follows).flatMap(
      ([name, { process, database }]) =>
        /** @type {[string, import('./costs.js').Cost][]} */ ([
          [name, process],
          ...(costOf(database, 1) > 0 ? [[`PostgreSQL: ${name}`, database]] : []),
        ]),
    ),
    ['Redis, packets between them', once(beside)],
  ];
  const all = parts.reduce(
    (sum, [, { batch, each }]) => ({ batch: sum.batch + batch, each: sum.each + each }),
    NOTHING,
  );
  return table(
    ['ms of processor time', 'once for a group or batch', 'for each', 'one alone', 'of 64 together'],
    [...parts, /** @type {const} */ (['**all**', all])].map(([name, cost]) => [
      name,
      ms(cost.batch),
      ms(cost.each),
      ms(costOf(cost, 1)),
      ms(costOf(cost, 64) / 64),
    ]),
  );
}

/** @param {Compared[]} measured */
export const comparedTable = (measured) =>
  measured.length === 0
    ? 'Not compared yet: these costs are an estimate.'
    : table(
        ['clients', 'listings', 'reservations/s measured', 'simulated', 'simulated : measured, median of the rounds'],
        measured.map(({ clients, listings, perSecond, simulated, ratio }) => [
          whole(clients),
          whole(listings),
          whole(perSecond),
          whole(simulated),
          ratio.toFixed(2),
        ]),
      );

/** One machine on which all of it runs. @param {Costs} costs */
export const machineTable = (costs) =>
  table(
    ['cores', 'reservations/s of one listing', '95 % answered within', 'what limits'],
    [2, 4, 8, 16].map((cores) => {
      const { perSecond, p95Ms, limit } = sell(costs, { cores, clients: 256, listings: 1 });
      return [whole(cores), whole(perSecond), `${whole(p95Ms)} ms`, limit];
    }),
  );

/** What a commit's wait for its standby does to one listing. @param {Costs} costs */
export const standbyTable = (costs) =>
  table(
    [
      'the standby has it after',
      'one commit each',
      'in groups, 64 buyers at a time',
      'in groups, 5,000 at a time',
      'of which 95 % within',
    ],
    [0, 1, 2, 3, 5, 10].map((standbyMs) => {
      const setup = { ...REGION, primary: LARGE, replicas: 4, standbyMs, listings: 1 };
      const many = sell(costs, setup);
      return [
        `${standbyMs} ms`,
        `${whole(sell(costs, { ...setup, groupSize: 1 }).perSecond)}/s`,
        `${whole(sell(costs, { ...setup, clients: 64 }).perSecond)}/s`,
        `${whole(many.perSecond)}/s`,
        `${whole(many.p95Ms)} ms`,
      ];
    }),
  );

/** Lines of the plot, and of the table under it. */
export const LINES = [
  { name: 'one listing', setup: { listings: 1 } },
  { name: '40 listings', setup: { listings: 40 } },
  { name: '400 listings', setup: { listings: 400 } },
  { name: '400 listings, a process for each', setup: { listings: 400, affine: true } },
];

/** Reservations a second by processes of orders. @param {Costs} costs */
export const byReplicas = (costs) =>
  [1, 2, 4, 8, 16].map((replicas) => ({
    replicas,
    outcomes: LINES.map(({ setup }) => sell(costs, { ...REGION, primary: LARGE, replicas, ...setup }, 4_000)),
  }));

/** @param {ReturnType<typeof byReplicas>} rows */
export const replicaTable = (rows) =>
  table(
    ['processes of orders', ...LINES.map(({ name }) => name)],
    rows.map(({ replicas, outcomes }) => [
      whole(replicas),
      ...outcomes.map((outcome) => `${round(outcome.perSecond)}/s, ${limitOf(outcome)}`),
    ]),
  );

/** Whole purchases by the cores of the primary. @param {Costs} costs */
export const byPrimary = (costs) =>
  [
    [4, 8],
    [8, 16],
    [16, 32],
  ].map(([primary = 0, replicas = 0]) => {
    const setup = { ...REGION, primary, replicas, listings: 400, affine: true, paid: true };
    return { primary, replicas, outcome: sell(costs, setup, 4_000) };
  });

/** @param {ReturnType<typeof byPrimary>} rows */
export const purchaseTable = (rows) =>
  table(
    [
      'cores of the primary',
      'processes of orders',
      'purchases/s',
      'cores of the primary at work',
      'cores of all others at work',
      'what limits',
    ],
    rows.map(({ primary, replicas, outcome }) => [
      whole(primary),
      whole(replicas),
      round(outcome.perSecond),
      outcome.primary.toFixed(1),
      whole(outcome.others),
      limitOf(outcome),
    ]),
  );

/** @param {import('./market.js').Outcome} outcome */
const limitOf = ({ limit, late }) => limit + (late.length > 0 ? `; late: ${late.join(', ')}` : '');

/**
 * What one primary can sell, in short.
 * @param {ReturnType<typeof byReplicas>} replicas
 * @param {ReturnType<typeof byPrimary>} primaries
 */
export function answer(replicas, primaries) {
  const of = (/** @type {number} */ line, /** @type {number} */ processes) => {
    const outcome = replicas.find((row) => row.replicas === processes)?.outcomes[line];
    return outcome
      ? round(outcome.perSecond) + (outcome.late.includes('relay') ? ' (and the relay falls behind)' : '')
      : '?';
  };
  const [small] = primaries;
  return [
    `- **One event with one stock of tickets**: about ${of(0, 4)} reservations a second. More machines do not help; it is one row.`,
    `- **40 events at once**: about ${of(1, 4)} a second from four processes of orders, ${of(1, 16)} from sixteen.`,
    `- **400 events at once**: about ${of(2, 16)} a second from sixteen processes as they are today, because replicas get in each ` +
      `other's way; about ${of(3, 16)} if each listing's requests went to a process of its own, which is not built.`,
    `- **Whole purchases**: about ${round(small?.outcome.perSecond ?? 0)} a second from a primary of ${small?.primary} cores, ` +
      `with ${whole(small?.outcome.others ?? 0)} cores for all the rest, and if Stripe takes as many.`,
  ].join('\n');
}

/** What those cost who look on. @param {Costs} costs */
export const onlookerTable = ({ stream: { openMs, toldMs } }) =>
  table(
    [
      'open streams of one listing',
      'cores while nothing changes',
      `cores at ${TOLD_PER_SECOND} changes a second`,
      'processes of tickets',
    ],
    [5_000, 50_000, 200_000, 1_000_000].map((streams) => {
      const [open, told] = [(streams * openMs) / 1_000, (streams * (openMs + TOLD_PER_SECOND * toldMs)) / 1_000];
      return [whole(streams), open.toFixed(2), told.toFixed(1), whole(Math.ceil(told / BUSY_LOOP))];
    }),
  );

/** @param {Costs} costs */
export const pageTable = ({ pages }) =>
  table(
    ['a copy of', 'ms of processor time', 'a core sends in a second', 'cores for 20,000 a second'],
    Object.entries(pages).map(([name, cost]) => [
      name,
      ms(cost),
      round(1_000 / cost),
      ((20_000 * cost) / 1_000).toFixed(1),
    ]),
  );

/** In one sentence: what a reservation costs. @param {Costs} costs */
export const inShort = (costs) =>
  `A reservation costs ${ms(totalOf(costs, 1))} ms of processor time when it is alone and ${ms(totalOf(costs, 64))} ms when 64 ` +
  `come together, all that follows from it included. The disk has a commit after ${ms(costs.commitMs)} ms. While nobody wants ` +
  `anything, ${costs.idleCores.toFixed(2)} cores are at work.`;

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {number} number */
const ms = (number) => number.toFixed(number < 0.1 ? 3 : 2);

/** @param {number} number */
const whole = (number) => Math.round(number).toLocaleString('en');

/** To two digits: more are not known. @param {number} number */
export const round = (number) => Number(number.toPrecision(2)).toLocaleString('en');
