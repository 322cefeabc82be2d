import { readShortCode, shortCodeTag } from '@frontrow/common/contracts';
import { findGuestsByTag, waitingScanOf } from './store';
import { type CodeKey, verifyCode } from './verify';

/** The admission that a code stands for, as far as this device can tell by itself, or why it cannot be one. */
export type ReadCode = { admissionId: string; ticketId: string } | { why: 'not-ours' | 'mistyped' | 'not-on-list' };

/** Reads a code that was scanned, by its signature, or a short one that was typed, by the guest list. */
export async function readCode(code: string, ticketId: string, keys: CodeKey[]): Promise<ReadCode> {
  const typed = readShortCode(code);
  if (!typed) return (await verifyCode(code, keys)) ?? { why: 'not-ours' };
  if (!typed.good) return { why: 'mistyped' };
  const admissionId = await guestOf(typed.code, ticketId);
  return admissionId === undefined ? { why: 'not-on-list' } : { admissionId, ticketId };
}

/**
 * The guest whose short code this is. Once in a blue moon two have the same tag, and only the server can tell them apart:
 * then it is the one who was let in by this very code, or else one who is still outside.
 */
async function guestOf(code: string, ticketId: string): Promise<string | undefined> {
  const guests = await findGuestsByTag(ticketId, await shortCodeTag(ticketId, code));
  let outside: string | undefined;
  for (const { id, status } of guests) {
    const scan = await waitingScanOf(id);
    if (scan && readShortCode(scan.code)?.code === code) return id;
    if (!scan && status === 'valid') outside ??= id;
  }
  return outside ?? guests[0]?.id;
}
