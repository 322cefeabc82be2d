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

export const signInPath = (next: string): string => `/signin?next=${encodeURIComponent(next)}`;

/** The calendar file of an event, which is there once the event has a date. */
export const calendarPath = (ticketId: string): string => `/tickets/${ticketId}/calendar.ics`;
