import { v5, v7 } from 'uuid';
import { type Id, idTime } from '../contracts/index.ts';

/** A new id: a UUIDv7, which carries the time it was made. */
export const newId = (): Id => v7();

/** The same id for the same namespace and name, every time (UUIDv5): for what must not happen twice. */
export const deterministicId = (namespace: Id, name: string): Id => v5(name, namespace);

/** Whether the id was made at most `seconds` ago, so that what it names may simply not have arrived here yet. */
export function isYoung(id: Id, seconds = 60): boolean {
  const madeAt = idTime(id);
  return madeAt !== undefined && Math.abs(Date.now() - madeAt) < seconds * 1000;
}
