import { CommitUnknown, Refused } from './database.ts';
import type { World } from './world.ts';

/** Something a service does in steps. Between any two of them it may be stopped for a while, or die. */
export type Process<T = void> = Generator<undefined, T, undefined>;

export type Service = 'tickets' | 'orders' | 'payments' | 'expiration';

export interface Running {
  service: Service;
  what: string;
  process: Process<unknown>;
}

/** How many steps a process gets; after fewer than it needs it is dead, or waits to be taken up again. */
export interface Fate {
  steps: number;
  dies: boolean;
}

export const FINISHES: Fate = { steps: Number.POSITIVE_INFINITY, dies: false };

/** Thrown by a handler that needs something which has not arrived: its message is delivered again. */
export class NotYet extends Error {}

export function run(world: World, running: Running, { steps, dies }: Fate = FINISHES): void {
  const { service, what, process } = running;
  world.tell(() => `${service}: ${what}`);
  try {
    for (let step = 0; step < steps; step++) if (process.next().done) return;
  } catch (error) {
    const reason = (error as Error).message;
    world.tell(() => `  undone: ${reason}`);
    const isOrdinary = [Refused, NotYet, CommitUnknown].some((kind) => error instanceof kind);
    if (!isOrdinary) world.broken.push(`a decision failed: ${reason}`);
    return;
  }
  world.tell(() => `  ${dies ? 'dies' : 'is held up'} after ${steps} step${steps === 1 ? '' : 's'}`);
  if (!dies) world.running.push(running);
}

/** Kills everything that a service has under way. */
export function crash(world: World, service: Service): void {
  world.tell(() => `${service} is killed`);
  world.running = world.running.filter((running) => running.service !== service);
}
