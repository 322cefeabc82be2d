import type { DoorListEntry } from '@frontrow/common/contracts';

/** What a device with the guest list of a listing knows when it has to decide by itself. */
export interface Known {
  ticketId: string;
  /** Until when the device may let people in by its list. */
  expiresAt: string;
  /** What the list says of the admission; undefined when it is newer than the list. */
  entry: DoorListEntry | undefined;
  /** When this device let the same admission in, if that has not been sent yet. */
  letInAt: string | undefined;
  now: string;
}

export type Verdict =
  | { kind: 'admit'; number: number | undefined; of: number | undefined }
  | { kind: 'used'; at: string }
  | { kind: 'refuse'; why: 'not-ours' | 'elsewhere' | 'revoked' | 'list-too-old' };

/**
 * Judges a code without a connection. `admits` is null when its signature is not good. A good one that the list does not
 * have is let in: only we can sign, so it was issued after the list was read.
 */
export function judge(admits: { admissionId: string; ticketId: string } | null, known: Known): Verdict {
  const { ticketId, expiresAt, entry, letInAt, now } = known;
  if (!admits) return { kind: 'refuse', why: 'not-ours' };
  if (admits.ticketId !== ticketId) return { kind: 'refuse', why: 'elsewhere' };
  if (entry?.status === 'revoked') return { kind: 'refuse', why: 'revoked' };
  if (letInAt !== undefined) return { kind: 'used', at: letInAt };
  if (entry?.redeemedAt) return { kind: 'used', at: entry.redeemedAt };
  if (Date.parse(now) >= Date.parse(expiresAt)) return { kind: 'refuse', why: 'list-too-old' };
  return { kind: 'admit', number: entry?.number, of: entry?.of };
}
