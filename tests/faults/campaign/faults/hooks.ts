import type { Part } from '../../../system/support/processes.ts';
import { armCrash, disarm, isArmed, type Point, setClock } from '../../hooks/points.ts';
import type { FaultMaker } from './fault.ts';
import { restart, untilBack } from './processes.ts';

/** The process kills itself when it next comes to the point. */
export const crashedAt =
  (point: Point): FaultMaker =>
  (target) => {
    return {
      async start() {
        armCrash(target, point);
      },
      struck: () => !isArmed(target),
      async heal() {
        const struck = !isArmed(target);
        disarm(target);
        if (struck) await untilBack(target as Part);
      },
    };
  };

/** A process believes another time than the rest of the world. */
export const clockWrong: FaultMaker = (target, random) => ({
  async start() {
    setClock(target, random.pick([-1, 1]) * 5 * 60_000);
    await restart(target as Part);
  },
  async heal() {
    setClock(target, 0);
    await restart(target as Part);
  },
});
