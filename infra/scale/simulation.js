import TinyQueue from 'tinyqueue';
import { openGroups } from './groups.js';

/**
 * A discrete-event simulation: clients go through the stages of a visit again and again, and queue where a station is busy.
 *
 * @typedef {{ use: string, ms: number, in?: string }} Use one server of a station (a core), between half and one and a half
 *   times so long; `in` a process that does one thing at a time, so that its other work waits as well
 * @typedef {{ wait: number }} Wait so many ms that take up nothing, as a disk's answer or a network's
 * @typedef {{ join: string, of?: string }} Join the next group of its kind, and go on once that group is done
 * @typedef {{ later: Stage[] }} Later what goes on by itself while the client goes on, as events do
 * @typedef {Use | Wait | Join | Later} Stage
 *
 * @typedef {object} Experiment
 * @property {Record<string, number>} servers how many each station and each process has
 * @property {Record<string, import('./groups.js').Kind>} [groups] what is done for several at a time
 * @property {(n: number) => Stage[]} visit what visitor n does
 * @property {number} clients that are at it at any time, each beginning anew as soon as it is done
 * @property {number} forMs
 * @property {number} [warmUpMs] what ends before is not counted
 * @property {number} [seed]
 *
 * @typedef {object} Result
 * @property {number} perSecond visits that ended
 * @property {number} medianMs
 * @property {number} p95Ms
 * @property {Record<string, number>} busy what share of each station's servers was at work; for a process also what it waited
 *   for a core
 * @property {Record<string, import('./groups.js').Summary>} groups by kind
 */

/** Processes that share cores take turns of this length. */
const SLICE_MS = 2;

/** @param {Experiment} experiment @returns {Result} */
export function simulate({ servers, groups = {}, visit, clients, forMs, warmUpMs = forMs / 10, seed = 1 }) {
  const random = generator(seed);
  const agenda = new TinyQueue(
    /** @type {{ at: number, order: number, go: () => void }[]} */ ([]),
    (a, b) => a.at - b.at || a.order - b.order,
  );
  let now = 0;
  let order = 0;
  /** @param {number} ms @param {() => void} go */
  const after = (ms, go) => agenda.push({ at: now + ms, order: order++, go });

  const stations = new Map(Object.entries(servers).map(([name, count]) => [name, openStation(count)]));

  /** @param {number} count */
  function openStation(count) {
    let [free, busyMs] = [count, 0];
    const queue = new TinyQueue(/** @type {{ order: number, go: () => void }[]} */ ([]), (a, b) => a.order - b.order);
    return {
      /** @param {() => void} go once a server is free */
      enter(go) {
        if (free === 0) return void queue.push({ order: order++, go });
        free -= 1;
        go();
      },
      /** @param {number} since */
      leave(since) {
        busyMs += Math.max(now - Math.max(since, warmUpMs), 0);
        const next = queue.pop();
        if (next) next.go();
        else free += 1;
      },
      busy: () => busyMs / (forMs - warmUpMs) / count,
    };
  }

  /** @param {string} name */
  function station(name) {
    const found = stations.get(name);
    if (!found) throw new Error(`there is no station ${name}`);
    return found;
  }

  /** @param {string} name @param {number} ms @param {() => void} then */
  function inSlices(name, ms, then) {
    const { enter, leave } = station(name);
    enter(() => {
      const since = now;
      const slice = Math.min(ms, SLICE_MS);
      after(slice, () => {
        leave(since);
        if (ms > slice) inSlices(name, ms - slice, then);
        else then();
      });
    });
  }

  /** @param {Use} stage @param {() => void} then */
  function use({ use: name, ms, in: process }, then) {
    const took = ms * (0.5 + random());
    if (process === undefined) return inSlices(name, took, then);
    const { enter, leave } = station(process);
    enter(() => {
      const since = now;
      inSlices(name, took, () => {
        leave(since);
        then();
      });
    });
  }

  const shared = openGroups(groups, { go, now: () => now, countFrom: warmUpMs, until: forMs });

  /** @param {Stage[]} stages @param {() => void} then */
  function go([stage, ...rest], then) {
    if (!stage) return then();
    const next = () => go(rest, then);
    if ('use' in stage) use(stage, next);
    else if ('wait' in stage) after(stage.wait, next);
    else if ('join' in stage) shared.join(stage.join, stage.of ?? '', next);
    else {
      go(stage.later, () => {});
      next();
    }
  }

  /** @type {number[]} */
  const took = [];
  let visitors = 0;
  const live = () => {
    const since = now;
    go(visit(visitors++), () => {
      if (now >= warmUpMs) took.push(now - since);
      after(0, live);
    });
  };
  for (let client = 0; client < clients; client++) after(random(), live);
  for (let event = agenda.pop(); event && event.at <= forMs; event = agenda.pop()) {
    now = event.at;
    event.go();
  }

  took.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => took[Math.floor(took.length * share)] ?? Number.NaN;
  return {
    perSecond: (took.length / (forMs - warmUpMs)) * 1000,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    busy: Object.fromEntries([...stations].map(([name, { busy }]) => [name, busy()])),
    groups: shared.summaries(),
  };
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). @param {number} seed */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
