import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../database/index.ts';
import { loadInGroups } from './group.ts';
import type { Subscribe } from './route.ts';

/** Something whose state is watched, and how often that has changed. */
export interface Versioned<State> {
  id: string;
  version: number;
  state: State;
}

/** Tells the replicas of a service something, as far as the bus is there: a `Bus` does. */
export interface Signals {
  signal(topic: string, payload?: string): void;
  onSignal(topic: string, callback: (payload: string) => void): void;
}

export interface FeedOptions<State> {
  /** Loads current states; what does not exist is left out. */
  load(ids: string[]): Promise<Versioned<State>[]>;
  /** What a look needs, where that is cheaper than `load`. */
  versions?(ids: string[]): Promise<{ id: string; version: number }[]>;
  /** Names it to the other replicas. */
  topic: string;
  signals: Signals;
  onError(error: unknown): void;
  /** Changes are told at most this often (milliseconds): during a rush, states in between are skipped. */
  paceMs?: number;
  /** How often everything that is watched is looked at, for changes that nobody told of. */
  lookMs?: number;
}

export interface Feed<State> {
  /** The state now, and the stream of it from now on; undefined when there is no such thing. */
  subscribe(id: string): Promise<{ state: State; stream: Subscribe } | undefined>;
  /** Says what was changed by a commit of this process. It never throws. */
  changed(ids: readonly string[]): void;
  close(): void;
}

interface Subscriber {
  send(event: Buffer): void;
  version: number;
}

interface Topic {
  version: number;
  event: Buffer;
  subscribers: Set<Subscriber>;
}

/** Signals of this many ids are one message, and this many are looked at or loaded with one statement. */
const MOST_IDS = 1_000;
/** After this many subscribers have been sent something, others get their turn. */
const SLICE = 500;

/**
 * Live states for any number of subscribers. It costs one load per change, whoever made that, and nothing per subscriber but
 * sending: a state becomes bytes once. Who changed something says so, here or in another replica; a slow look at what is
 * watched is the guarantee. A subscriber gets the state at once and then each newer one; states in between may be skipped.
 */
export function openFeed<State>(options: FeedOptions<State>): Feed<State> {
  const { load, versions = load, topic: name, signals, onError, paceMs = 250, lookMs = 5_000 } = options;
  const self = newId();
  const topics = new Map<string, Topic>();
  /** Watched, and to be loaded again. */
  const stale = new Set<string>();
  /** To be told to the other replicas. */
  const news = new Set<string>();
  /** Counts what was said to have changed, so that nothing is missed between the first load and the subscription. */
  let changes = 0;
  let closed = false;

  const loadOne = loadInGroups<Versioned<State>>(
    async (ids) => new Map((await load(ids)).map((found) => [found.id, found])),
    { most: MOST_IDS },
  );

  function markStale(ids: Iterable<string>) {
    changes += 1;
    for (const id of ids) if (topics.has(id)) stale.add(id);
    if (stale.size > 0) refresh.soon();
  }

  const refresh = paced(paceMs, async () => {
    const ids = take(stale, MOST_IDS);
    try {
      for (const found of ids.length > 0 ? await load(ids) : []) await advance(found);
    } catch (error) {
      onError(error);
      for (const id of ids) if (topics.has(id)) stale.add(id);
    }
    return stale.size > 0;
  });

  async function advance({ id, version, state }: Versioned<State>) {
    const topic = topics.get(id);
    if (!topic || version <= topic.version) return;
    Object.assign(topic, { version, event: toEvent(state) });
    let sent = 0;
    for (const subscriber of topic.subscribers) {
      if (topic.version <= subscriber.version) continue;
      subscriber.version = topic.version;
      subscriber.send(topic.event);
      sent += 1;
      if (sent % SLICE === 0) await nextTurn();
    }
  }

  const tellOthers = paced(0, async () => {
    const ids = take(news, MOST_IDS);
    if (ids.length > 0) signals.signal(name, `${self} ${ids.join()}`);
    return news.size > 0;
  });

  signals.onSignal(name, (payload) => {
    const [sender, ids] = payload.split(' ');
    if (!closed && sender !== self && ids) markStale(ids.split(','));
  });

  async function look() {
    const watched = [...topics.keys()];
    try {
      for (let start = 0; start < watched.length && !closed; start += MOST_IDS) {
        const found = await versions(watched.slice(start, start + MOST_IDS));
        const newer = found.filter(({ id, version }) => version > (topics.get(id)?.version ?? version));
        if (newer.length > 0) markStale(newer.map(({ id }) => id));
      }
    } catch (error) {
      onError(error);
    }
    if (!closed) timer = setTimeout(look, lookMs).unref();
  }
  let timer = setTimeout(look, lookMs).unref();

  function attach({ id, version, state }: Versioned<State>, since: number, send: (event: Buffer) => void) {
    const topic = topics.get(id) ?? { version: -1, event: Buffer.of(), subscribers: new Set() };
    topics.set(id, topic);
    // A state may have more to it than its version tells, such as the time that is left: a newcomer gets it as it is now.
    if (version >= topic.version) Object.assign(topic, { version, event: toEvent(state) });
    const subscriber = { send, version: topic.version };
    topic.subscribers.add(subscriber);
    send(topic.event);
    if (changes !== since) markStale([id]);
    return () => {
      topic.subscribers.delete(subscriber);
      if (topic.subscribers.size === 0 && topics.get(id) === topic) topics.delete(id);
    };
  }

  return {
    async subscribe(id) {
      const since = changes;
      const found = await loadOne(id);
      return found && { state: found.state, stream: (send) => attach(found, since, send) };
    },
    changed(ids) {
      if (closed) return;
      for (const id of ids) news.add(id);
      tellOthers.soon();
      markStale(ids);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      refresh.stop();
      tellOthers.stop();
    },
  };
}

const toEvent = (state: unknown) => Buffer.from(`event: state\ndata: ${JSON.stringify(state)}\n\n`);

function take(set: Set<string>, most: number): string[] {
  const taken = [...set].slice(0, most);
  for (const id of taken) set.delete(id);
  return taken;
}

/** Runs work when asked to, one run at a time and no two closer than `ms` apart. The work says whether it is to run again. */
function paced(ms: number, work: () => Promise<boolean>): { soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let wanted = false;
  let stopped = false;
  let last = Number.NEGATIVE_INFINITY;

  async function run() {
    timer = undefined;
    running = true;
    wanted = false;
    last = performance.now();
    const more = await work();
    running = false;
    if (more || wanted) soon();
  }

  function soon() {
    wanted = true;
    if (stopped || running || timer) return;
    timer = setTimeout(run, Math.max(last + ms - performance.now(), 0));
  }

  return {
    soon,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
