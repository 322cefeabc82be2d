import { setTimeout as sleep } from 'node:timers/promises';
import { makeFault, occupied } from './faults/make.ts';
import type { PlannedFault } from './schedule.ts';

/** A fault as it was. Instants are milliseconds since the campaign began. */
export interface InjectedFault {
  kind: string;
  target: string;
  began: number;
  /** When it was put right; undefined while it is not. */
  healed?: number;
  /** Whether it happened at all: a trap may be taken away before anything stepped into it. */
  struck: boolean;
  /** Why it could not be injected or healed, which is a fault of the campaign itself. */
  failure?: string;
}

/** As many faults may be under way at once. */
const AT_ONCE = 3;

export type Injector = ReturnType<typeof startInjector>;

/**
 * Lets the faults of a schedule happen, one after the other and some at the same time, until it is told to stop.
 * @param isTime whether the next one may come, so many having happened: they should last as long as the traffic
 */
export function startInjector(plan: PlannedFault[], now: () => number, isTime: (happened: number) => boolean) {
  const stopping = new AbortController();
  const faults: InjectedFault[] = [];
  const underWay = new Map<PlannedFault, Promise<void>>();

  const isFree = (planned: PlannedFault) => {
    const taken = new Set([...underWay.keys()].flatMap(occupied));
    return underWay.size < AT_ONCE && occupied(planned).every((part) => !taken.has(part));
  };

  async function inject(planned: PlannedFault): Promise<void> {
    const fault = makeFault(planned);
    const record: InjectedFault = { kind: planned.kind, target: planned.target, began: now(), struck: !fault.struck };
    faults.push(record);
    const note = (error: unknown) => {
      record.failure ??= (error as Error).message;
    };
    try {
      await fault.start();
      const over = performance.now() + planned.lastsMs;
      while (performance.now() < over && !stopping.signal.aborted && !fault.struck?.()) await pause(50);
      record.struck ||= fault.struck?.() ?? true;
    } catch (error) {
      note(error);
    }
    await fault.heal().catch(note);
    record.healed = now();
  }

  const count = () => faults.filter(({ struck, healed, failure }) => struck && healed !== undefined && !failure).length;
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  const running = (async () => {
    for (const planned of plan) {
      await pause(planned.afterMs);
      while (!isTime(count()) && !stopping.signal.aborted) await pause(200);
      while (!isFree(planned) && !stopping.signal.aborted) await Promise.race([...underWay.values(), pause(1_000)]);
      if (stopping.signal.aborted) return;
      const work = inject(planned).finally(() => underWay.delete(planned));
      underWay.set(planned, work);
    }
  })();

  return {
    faults,
    /** How many happened and are over. */
    count,
    /** What is broken at this moment. */
    broken: () => [...underWay.keys()].map(({ kind, target }) => `${kind} ${target}`),
    /** Lets nothing more happen, puts everything right, and resolves once it is. */
    async healAll(): Promise<void> {
      stopping.abort();
      await running;
      await Promise.all(underWay.values());
    },
  };
}
