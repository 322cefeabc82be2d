import { z } from 'zod';

/** Octets that an address may have on its way (RFC 5321 allows a path 256, with its brackets). */
const MOST_OCTETS = 254;

/** Signs that take no room or no place in a line: nobody could tell two addresses apart by them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** What only quoted local parts have, and what would begin another address. */
const SPECIAL = /["(),:;<>@[\\\]]/;
/** What has a meaning of its own in the address of a page, whose rules for host names are used below. */
const NOT_IN_DOMAINS = /[#%/:?@[\\\]^`{|}<>"]/;
/** These take no room either, but some scripts write words with them. Where they may stand is checked with the domain. */
const JOINERS = /[\u200c\u200d]/g;
const LABEL = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/;

/** Both halves of an address, the domain in ASCII (`xn--…`); undefined when it is no address. */
function halvesOf(address: string): { local: string; domain: string } | undefined {
  const at = address.lastIndexOf('@');
  const local = foldLocal(address.slice(0, Math.max(0, at)));
  const domain = asciiDomain(address.slice(at + 1));
  const isLocal =
    local !== '' && [address.slice(0, at), local].every((part) => !UNSEEN.test(part) && !SPECIAL.test(part));
  return isLocal && domain !== undefined ? { local, domain } : undefined;
}

/** Other forms of the same letters are the same letters (NFKC), and so is their other case. */
const foldLocal = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');

/** A domain as name servers know it. It has a dot: what has none is far more often a slip than a host of this network. */
function asciiDomain(text: string): string | undefined {
  if (NOT_IN_DOMAINS.test(text) || UNSEEN.test(text.replace(JOINERS, ''))) return undefined;
  const url = `http://${text}`;
  const domain = URL.canParse(url) ? new URL(url).hostname : '';
  const labels = domain.split('.');
  const isDomain = labels.length > 1 && domain.length <= 253 && labels.every((label) => LABEL.test(label));
  // A name never ends in digits alone, so that nobody takes it for the number of a host.
  return isDomain && !/^\d+$/.test(labels.at(-1)!) ? domain : undefined;
}

/**
 * What e-mail addresses are compared by, so that one mailbox has one account: the local part in one form and in lower case,
 * the domain as name servers know it. What is no address, as the empty one of someone who is gone, is compared as it is.
 */
export function foldEmail(address: string): string {
  const halves = halvesOf(address);
  return halves ? `${halves.local}@${halves.domain}` : address;
}

const octets = (text: string) => new TextEncoder().encode(text).length;

/**
 * An e-mail address, kept as it was typed and compared by `foldEmail`. Taken is what mail systems and browsers take: letters
 * of all scripts on both sides, dots at any place, `&`. Quoted local parts (`"a b"@…`) and hosts without a name are not.
 */
export const Email = z
  .string()
  .trim()
  .refine((text) => halvesOf(text) !== undefined, {
    error: 'must be an e-mail address',
    params: { code: 'email' },
    abort: true,
  })
  .refine((text) => Math.max(octets(text), octets(foldEmail(text))) <= MOST_OCTETS, {
    error: `must have at most ${MOST_OCTETS} characters`,
    params: { code: 'too_long', max: MOST_OCTETS },
  })
  .meta({ format: 'idn-email', maxLength: MOST_OCTETS });
