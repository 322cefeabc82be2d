import { v5, v7 } from 'uuid';
import { type Id, idTime } from '../contracts/index.ts';

/** A new id: a UUIDv7, which carries the time it was made. */
export const newId = (): Id => v7();

/** The same id for the same namespace and name, every time (UUIDv5): for what must not happen twice. */
export const deterministicId = (namespace: Id, name: string): Id => v5(name, namespace);

/** Ids of another process are read by this one's clock, and either clock may be five minutes off. */
const YOUNG_MS = 11 * 60 * 1000;

/** Whether the id was made a moment ago, so that what it names may simply not have arrived here yet. */
export function isYoung(id: Id): boolean {
  const madeAt = idTime(id);
  return madeAt !== undefined && Math.abs(Date.now() - madeAt) < YOUNG_MS;
}
