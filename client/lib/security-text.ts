const DAY_MS = 24 * 3600 * 1000;
/** RFC 9116 asks for less than a year, so that nobody writes to who is no longer there. */
const GOOD_FOR_DAYS = 180;

/** The text of `/.well-known/security.txt`. `contact` is an address of mail, or a page. */
export function securityText({ contact, publicUrl, now }: { contact: string; publicUrl: string; now: Date }): string {
  const day = Math.floor(now.getTime() / DAY_MS) + GOOD_FOR_DAYS;
  return [
    `Contact: ${/^[a-z]+:/i.test(contact) ? contact : `mailto:${contact}`}`,
    `Expires: ${new Date(day * DAY_MS).toISOString()}`,
    'Preferred-Languages: en, de',
    `Canonical: ${new URL('/.well-known/security.txt', publicUrl).href}`,
    '',
  ].join('\n');
}
