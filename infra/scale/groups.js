/**
 * What is done for several at a time: whoever comes while a group is under way is in the next one. Reservations are such
 * groups, and so are batches of events, in the relay and in consumers.
 *
 * @typedef {object} Kind
 * @property {number} atOnce groups under way at most, no two of them for the same key (unless it is empty)
 * @property {number} size members of a group at most
 * @property {(members: number) => import('./simulation.js').Stage[]} stages what a group goes through
 * @property {number} [lingerMs] how long a group that is not full waits for more to come
 * @property {string} [turns] kinds with the same name share the turns of their keys, first come first served, as replicas
 *   share those of listings: a group takes keys whose turn is free, and waits for a key if it has no other
 *
 * @typedef {object} Summary
 * @property {number} size members of a group on average
 * @property {number} waiting at the end
 * @property {number} busy what share of the groups that may be under way were, on average
 * @property {number} held what share of the time the turn of the hottest key was taken
 *
 * @typedef {{ key: string, alone: boolean, order: number, then: () => void }} Member
 */

/**
 * @param {Record<string, Kind>} kinds
 * @param {{ go: (stages: import('./simulation.js').Stage[], then: () => void) => void, now: () => number, countFrom: number, until: number }} clock
 */
export function openGroups(kinds, { go, now, countFrom, until }) {
  /** @type {Map<string, (() => void)[]>} those who wait for each turn that is taken */
  const turns = new Map();
  /** @type {Map<string, number>} for how many ms each turn was taken */
  const taken = new Map();
  let order = 0;

  /** @param {string} turn @param {() => void} then */
  function takeTurn(turn, then) {
    const waiting = turns.get(turn);
    if (waiting) return void waiting.push(then);
    turns.set(turn, []);
    then();
  }

  /** @param {string} turn @param {number} since */
  function giveTurn(turn, since) {
    taken.set(turn, (taken.get(turn) ?? 0) + Math.max(now() - Math.max(since, countFrom), 0));
    const next = turns.get(turn)?.shift();
    if (next) next();
    else turns.delete(turn);
  }

  /** @param {Kind} kind */
  function open({ atOnce, size, stages, lingerMs = 0, turns: shared }) {
    /** @type {Map<string, Member[]>} by key, in the order in which they came */
    const lines = new Map();
    /** @type {Set<string>} */
    const busy = new Set();
    let [running, waiting, groups, members, busyMs] = [0, 0, 0, 0, 0];
    const turnOf = (/** @type {string} */ key) => `${shared} ${key}`;

    /** @param {Member} member @param {'push' | 'unshift'} place */
    function add(member, place) {
      const line = lines.get(member.key);
      if (line) line[place](member);
      else lines.set(member.key, [member]);
      waiting += 1;
    }

    function next() {
      const free = [...lines].filter(([key]) => !busy.has(key));
      if (free.length > 1) free.sort(([, [one]], [, [other]]) => (one?.order ?? 0) - (other?.order ?? 0));
      /** @type {Member[]} */
      const group = [];
      for (const [key, line] of free) {
        if (group.length === size || group[0]?.alone) break;
        if (group.length > 0 && line[0]?.alone) continue;
        group.push(...line.splice(0, size - group.length));
        if (line.length === 0) lines.delete(key);
      }
      waiting -= group.length;
      return group;
    }

    function begin(hasLingered = lingerMs === 0) {
      while (running < atOnce && waiting > 0) {
        if (!hasLingered && waiting < size) {
          running += 1;
          return go([{ wait: lingerMs }], () => {
            running -= 1;
            begin(true);
          });
        }
        const group = next();
        if (group.length === 0) return;
        running += 1;
        const keys = [...new Set(group.map(({ key }) => key))];
        for (const key of keys) if (key !== '') busy.add(key);
        const since = now();
        serve(group, keys, () => {
          busyMs += Math.max(now() - Math.max(since, countFrom), 0);
          running -= 1;
          for (const key of keys) busy.delete(key);
          begin();
        });
      }
    }

    /** @param {Member[]} group @param {string[]} keys @param {() => void} done */
    function serve(group, keys, done) {
      if (shared === undefined) return work(group, done);
      const free = keys.filter((key) => !turns.has(turnOf(key)));
      const own = free.length > 0 ? free : keys.slice(0, 1);
      const again = group.filter(({ key }) => !own.includes(key));
      for (const member of again.reverse()) add({ ...member, alone: true }, 'unshift');
      const rest = group.filter(({ key }) => own.includes(key));
      const first = /** @type {string} */ (own[0]);
      const enter = () => {
        const since = now();
        work(rest, () => {
          for (const key of own) giveTurn(turnOf(key), since);
          done();
        });
      };
      for (const key of own.slice(1)) turns.set(turnOf(key), []);
      takeTurn(turnOf(first), enter);
    }

    /** @param {Member[]} group @param {() => void} done */
    function work(group, done) {
      if (now() >= countFrom) {
        groups += 1;
        members += group.length;
      }
      go(stages(group.length), () => {
        for (const { then } of group) then();
        done();
      });
    }

    return {
      /** @param {string} key @param {() => void} then */
      join(key, then) {
        add({ key, alone: false, order: order++, then }, 'push');
        go([{ wait: 0 }], () => begin()); // what the same moment brings is one group
      },
      /** @returns {Summary} */
      summary: () => {
        const own = [...taken].filter(([turn]) => shared !== undefined && turn.startsWith(`${shared} `));
        const longest = Math.max(0, ...own.map(([, ms]) => ms));
        const forMs = until - countFrom;
        const size = groups > 0 ? members / groups : 0;
        return { size, waiting, busy: busyMs / forMs / atOnce, held: longest / forMs };
      },
    };
  }

  const opened = new Map(Object.entries(kinds).map(([name, kind]) => [name, open(kind)]));
  return {
    /** @param {string} name @param {string} key @param {() => void} then */
    join(name, key, then) {
      const kind = opened.get(name);
      if (!kind) throw new Error(`there is no group ${name}`);
      kind.join(key, then);
    },
    summaries: () => Object.fromEntries([...opened].map(([name, { summary }]) => [name, summary()])),
  };
}
