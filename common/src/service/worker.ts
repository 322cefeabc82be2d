import type { Log } from './log.ts';

/** Work that a service does by itself, again and again. It must be safe beside the same worker of another replica. */
export interface Worker {
  name: string;
  /** Milliseconds between two runs. */
  everyMs: number;
  /** One run; true asks for another at once, because there was more than fits one. */
  run(): Promise<unknown>;
}

export interface RunningWorker {
  /** Runs it now, or once more after the run that is going on. */
  wake(): void;
  stop(): Promise<void>;
}

/** Repeats a worker until stopped. A run that fails is logged and tried again at the next turn. */
export function startWorker({ name, everyMs, run }: Worker, log: Log): RunningWorker {
  let stopping = false;
  let failing = false;
  let wanted = false;
  let cutPause = () => {};

  const running = (async () => {
    while (!stopping) {
      wanted = false;
      let more: unknown = false;
      try {
        more = await run();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ worker: name, error: (error as Error).message }, 'worker failed; trying again');
        failing = true;
      }
      if (more || wanted || stopping) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, untilNextTurn(everyMs));
        cutPause = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  const wake = () => {
    wanted = true;
    cutPause();
  };
  return {
    wake,
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}

/**
 * Milliseconds until a worker's next turn. All that a process does at intervals it does at the same moments: waking up costs
 * more than most looks. Timers may come a little early; that turn is not taken a second time.
 */
function untilNextTurn(everyMs: number): number {
  const left = everyMs - (performance.now() % everyMs);
  return left < everyMs / 10 ? left + everyMs : left;
}
