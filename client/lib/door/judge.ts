import type { DoorListEntry } from '@frontrow/common/contracts';
import type { ReadCode } from './read';

/** What a device with the guest list of a listing knows when it has to decide by itself. */
export interface Known {
  ticketId: string;
  /** Until when the device may let people in by its list. */
  expiresAt: string;
  /** What the list says of the admission; undefined when it is newer than the list. */
  entry: DoorListEntry | undefined;
  /** When this device let the same admission in, if that has not been sent yet. */
  letInAt: string | undefined;
  /** Scans count from then on; null: always. */
  countsFrom: string | null;
  /** Whoever was let in may leave and come in again. */
  reentry: boolean;
  now: string;
}

/** Whose it is, and which of how many of its order; the device does not know of one that is newer than its list. */
interface Place {
  number: number | undefined;
  of: number | undefined;
  /** What its holder is called; undefined where nobody said. */
  holder?: string | undefined;
}

type NotPresented = Extract<ReadCode, { why: string }>;

export type Verdict =
  | ({ kind: 'admit' } & Place)
  /** Somebody was let in with it before, and comes in again. */
  | ({ kind: 'again'; at: string } & Place)
  /** It is good, and counts from then on. */
  | ({ kind: 'early'; from: string } & Place)
  | { kind: 'used'; at: string }
  | { kind: 'refuse'; why: NotPresented['why'] | 'elsewhere' | 'revoked' | 'list-too-old' };

/**
 * Judges a code without a connection. A signed one that the list does not have is let in: only we can sign, so it was issued
 * after the list was read.
 */
export function judge(code: ReadCode, known: Known): Verdict {
  const { ticketId, expiresAt, entry, letInAt, countsFrom, reentry, now } = known;
  if ('why' in code) return { kind: 'refuse', why: code.why };
  if (code.ticketId !== ticketId) return { kind: 'refuse', why: 'elsewhere' };
  if (entry?.status === 'revoked') return { kind: 'refuse', why: 'revoked' };
  const usedAt = letInAt ?? entry?.redeemedAt;
  if (usedAt && !reentry) return { kind: 'used', at: usedAt };
  if (Date.parse(now) >= Date.parse(expiresAt)) return { kind: 'refuse', why: 'list-too-old' };
  const place = { number: entry?.number, of: entry?.of, holder: entry?.holder ?? undefined };
  if (usedAt) return { kind: 'again', at: usedAt, ...place };
  if (countsFrom && Date.parse(now) < Date.parse(countsFrom)) return { kind: 'early', from: countsFrom, ...place };
  return { kind: 'admit', ...place };
}
