/**
 * A path of this site to go on to, or `/`. It is judged as a browser resolves it, dots, backslashes and all: what begins with
 * two slashes then is another site.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith('//') ? pathname + search + hash : '/';
}

const HERE = 'http://here';

/** The page to sign in, which leads on to `next`; `ended` says there that a session which was good is over. */
export const signInPath = (next: string, ended = false): string =>
  `/signin?next=${encodeURIComponent(next)}${ended ? '&ended=1' : ''}`;

/** The page of whoever listings are from. */
export const organiserPath = (sellerId: string): string => `/organisers/${sellerId}`;

/** Opens a mail to someone. What has a meaning in such a link may stand in an address, too. */
export const mailLink = (address: string, subject?: string): string =>
  `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}${subject ? `?subject=${encodeURIComponent(subject)}` : ''}`;

/** The calendar file of an event, which is there once the event has a date. */
export const calendarPath = (ticketId: string): string => `/tickets/${ticketId}/calendar.ics`;

/**
 * The image that is shown with links to an event, in a language. The version is in it, so that a changed event gets a new
 * image.
 */
export const shareImagePath = ({ id, version }: { id: string; version: number }, language: string): string =>
  `/tickets/${id}/preview.png?v=${version}&lang=${language}`;
