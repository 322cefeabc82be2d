import { getLocale, getTranslations } from 'next-intl/server';
import { locales } from '@/i18n/locales';
import { serverApi } from '@/lib/api/server';
import { calendarOf } from '@/lib/calendar';
import { config } from '@/lib/config';

/** The event for the reader's calendar. A phone opens it at once, a computer by its file name. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const answer = await (await serverApi()).tickets.get((await params).id);
  if (!answer.ok) return new Response(null, { status: [400, 404].includes(answer.problem.status) ? 404 : 503 });
  const ticket = answer.data;
  const t = await getTranslations('event.calendar');
  const calendar = calendarOf(ticket, `${config.publicUrl}/tickets/${ticket.id}`, {
    locale: locales[await getLocale()].variant,
    starts: (when) => t('starts', when),
    doors: (when) => t('doors', when),
  });
  if (!calendar) return new Response(null, { status: 404 });
  return new Response(calendar, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="event-${ticket.id}.ics"`,
      // What an event is called and when it is may change at any time.
      'cache-control': 'no-cache',
    },
  });
}
