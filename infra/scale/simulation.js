import TinyQueue from 'tinyqueue';

/**
 * A discrete-event simulation: clients go through the stages of a journey again and again, and queue where a stage's
 * station is busy.
 *
 * @typedef {{ use: string, ms: number }} Use a server of a station, for so long on average (exponentially distributed)
 * @typedef {{ wait: number }} Wait so many ms that take up nothing, as a disk's answer or a provider's
 * @typedef {{ lock: () => string, during: Stage[] }} Hold a lock while going through more stages; others queue for it
 * @typedef {{ later: Stage[] }} Later what goes on by itself while the client goes on, as events do
 * @typedef {Use | Wait | Hold | Later} Stage
 *
 * @typedef {object} Experiment
 * @property {Record<string, number>} servers how many each station has
 * @property {Stage[]} journey
 * @property {number} clients that are at it at any time, each beginning anew as soon as it is done
 * @property {number} forMs
 * @property {number} [warmUpMs] what ends before is not counted
 * @property {number} [seed]
 *
 * @typedef {object} Result
 * @property {number} perSecond journeys that ended
 * @property {number} medianMs
 * @property {number} p95Ms
 * @property {Record<string, number>} busy what share of each station's servers was at work
 */

/** @param {Experiment} experiment @returns {Result} */
export function simulate({ servers, journey, clients, forMs, warmUpMs = forMs / 10, seed = 1 }) {
  const random = generator(seed);
  const agenda = new TinyQueue(
    /** @type {{ at: number, order: number, go: () => void }[]} */ ([]),
    (a, b) => a.at - b.at || a.order - b.order,
  );
  let now = 0;
  let order = 0;
  /** @param {number} ms @param {() => void} go */
  const after = (ms, go) => agenda.push({ at: now + ms, order: order++, go });

  /** @type {Map<string, { free: number, queue: (() => void)[], worked: number }>} */
  const stations = new Map(Object.entries(servers).map(([name, free]) => [name, { free, queue: [], worked: 0 }]));
  /** @type {Map<string, (() => void)[]>} those who wait for each lock that is held */
  const locks = new Map();

  /** @param {Use} stage @param {() => void} then */
  function use({ use: name, ms }, then) {
    const station = stations.get(name);
    if (!station) throw new Error(`there is no station ${name}`);
    const work = () => {
      const took = -Math.log(1 - random()) * ms;
      if (now >= warmUpMs) station.worked += took;
      after(took, () => {
        const next = station.queue.shift();
        if (next) next();
        else station.free += 1;
        then();
      });
    };
    if (station.free === 0) return void station.queue.push(work);
    station.free -= 1;
    work();
  }

  /** @param {Hold} stage @param {() => void} then */
  function hold({ lock, during }, then) {
    const name = lock();
    const enter = () =>
      go(during, () => {
        const next = locks.get(name)?.shift();
        if (next) next();
        else locks.delete(name);
        then();
      });
    const waiting = locks.get(name);
    if (waiting) return void waiting.push(enter);
    locks.set(name, []);
    enter();
  }

  /** @param {Stage[]} stages @param {() => void} then */
  function go([stage, ...rest], then) {
    if (!stage) return then();
    const next = () => go(rest, then);
    if ('use' in stage) use(stage, next);
    else if ('wait' in stage) after(stage.wait, next);
    else if ('lock' in stage) hold(stage, next);
    else {
      go(stage.later, () => {});
      next();
    }
  }

  /** @type {number[]} */
  const took = [];
  const live = () => {
    const since = now;
    go(journey, () => {
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
  const counted = forMs - warmUpMs;
  return {
    perSecond: (took.length / counted) * 1000,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    busy: Object.fromEntries(
      [...stations].map(([name, { worked }]) => [name, worked / counted / (servers[name] ?? 1)]),
    ),
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
