import type { Random } from '../random.ts';

/** Something that goes wrong, and how it is put right. */
export interface Fault {
  start(): Promise<void>;
  /** Puts it right, and resolves once it is. */
  heal(): Promise<void>;
  /** Of a trap: whether something stepped into it. The fault counts only then, and is healed at once. */
  struck?(): boolean;
}

/** Makes a fault of one kind for a target; what else is left to chance is drawn from `random`. */
export type FaultMaker = (target: string, random: Random) => Fault;
