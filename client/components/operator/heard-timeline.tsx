import type { HeardEventView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { useHeardWords } from '@/lib/heard-words';

/** Each service has its colour along the line; its name stands beside it. */
const colours: Record<string, string> = {
  orders: 'bg-accent',
  payments: 'bg-good',
  tickets: 'bg-warn',
  expiration: 'bg-edge',
};

/** What services told, one below the other, with the time between and what led to what. */
export function HeardTimeline({ events }: { events: HeardEventView[] }) {
  const t = useTranslations('operator.event');
  const { gapWords, heardWords } = useHeardWords();
  const types = new Map(events.map(({ id, type }) => [id, type]));
  return (
    <ol className="border-l-2 border-line">
      {events.map((event, index) => (
        <li key={event.id} id={event.id} className="relative scroll-mt-24 pb-6 pl-6 last:pb-0">
          <span
            aria-hidden
            className={`absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-page ${colours[event.service] ?? 'bg-edge'}`}
          />
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
            <span className="font-semibold text-ink">{event.service}</span>
            <Time instant={event.at} style="stamp" />
            {index > 0 && <span className="figures">{gapWords(events[index - 1]!.at, event.at)}</span>}
          </p>
          <p className="mt-0.5 leading-snug">{heardWords(event)}</p>
          <Because cause={event.causationId} types={types} />
          <details className="mt-1 text-sm">
            <summary className="min-h-6 w-fit text-muted">
              {t('version', { type: event.type, version: event.version })}
            </summary>
            <Details event={event} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Because({ cause, types }: { cause: string | null; types: Map<string, string> }) {
  const t = useTranslations('operator.event');
  const type = cause && types.get(cause);
  if (!type) return null;
  return (
    <p className="text-sm text-muted">
      {t.rich('because', {
        cause: () => (
          <a href={`#${cause}`} className="link">
            {type}
          </a>
        ),
      })}
    </p>
  );
}

function Details({ event: { id, receivedAt, correlationId, data } }: { event: HeardEventView }) {
  const t = useTranslations('operator.event');
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
      tabIndex={0}
      aria-label={t('heard')}
      className="mt-2 overflow-x-auto rounded-xl bg-sunken p-4 text-xs leading-relaxed"
    >
      <pre>{JSON.stringify({ id, receivedAt, correlationId, data }, null, 2)}</pre>
    </section>
  );
}
