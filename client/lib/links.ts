/** A path of this site to go on to, or `/`. Anything that could lead to another site is not followed. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string') return '/';
  try {
    const url = new URL(next, 'http://here');
    return next.startsWith('/') && url.origin === 'http://here' ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}

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
