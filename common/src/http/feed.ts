import type { Subscribe } from './route.ts';

/** Loads the current states of some things; what is unchanged since the last look (same version) is not sent again. */
type Load = (ids: string[]) => Promise<{ id: string; version: number; state: unknown }[]>;

export interface Feed {
  subscribe(id: string): Subscribe;
  close(): void;
}

/**
 * Live states for any number of subscribers at the price of one query per tick and process, whichever replica made the
 * change. A subscriber gets the state at once and then each newer one it sees; states in between may be skipped.
 */
export function openFeed(load: Load, onError: (error: unknown) => void, tickMs = 250): Feed {
  const subscribers = new Map<string, Set<{ send: (event: Buffer) => void; version: number }>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function tick() {
    try {
      const wanted = [...subscribers.keys()];
      const current = wanted.length > 0 ? await load(wanted) : [];
      for (const { id, version, state } of current) {
        const event = Buffer.from(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
        for (const subscriber of subscribers.get(id) ?? []) {
          if (version <= subscriber.version) continue;
          subscriber.version = version;
          subscriber.send(event);
        }
      }
    } catch (error) {
      onError(error);
    }
    timer = undefined;
    schedule(tickMs);
  }

  function schedule(ms: number) {
    if (timer === undefined && !closed && subscribers.size > 0) timer = setTimeout(tick, ms);
  }

  return {
    subscribe: (id) => (send) => {
      const subscriber = { send, version: -1 };
      const ofThis = subscribers.get(id) ?? new Set();
      subscribers.set(id, ofThis.add(subscriber));
      schedule(0);
      return () => {
        ofThis.delete(subscriber);
        if (ofThis.size === 0) subscribers.delete(id);
      };
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
