import { useFormatter, useTranslations } from 'next-intl';
import { type History, type Service, stateOf, toHandle } from '@/lib/backlog';
import { looks } from './backlog-state';

/** One service: how it copes, what waits, and for which of its consumers. The row keeps its size while numbers change. */
export function BacklogRow({ service, history }: { service: Service; history: History }) {
  const t = useTranslations('operator.work');
  const state = stateOf(history);
  const { icon: Icon, classes } = looks[state];
  const reading = history.at(-1);
  // Who does not answer now has answered before: its consumers are the same.
  const consumers = reading?.consumers ?? history.findLast((each) => each)?.consumers.map(unknown) ?? [];
  return (
    <li className="px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="font-semibold">{service}</h3>
        <span
          className={`flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap ${classes}`}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          {t(`state.${state}`)}
        </span>
      </div>
      <dl className="mt-3 grid grid-cols-3 gap-x-4">
        <Figure name={t('toPublish')} value={reading?.outboxPending} age={reading?.oldestPendingSeconds ?? null} />
        <Figure name={t('toHandle')} value={reading && toHandle(reading)} />
        <Figure name={t('givenUp')} value={reading?.deadLetters} bad />
      </dl>
      <dl aria-label={t('perConsumer')} className="mt-1 grid grid-cols-2 gap-x-8 gap-y-0.5 text-sm sm:grid-cols-4">
        {consumers.map(({ consumer, pending }) => (
          <div key={consumer} className="flex items-baseline justify-between gap-2">
            <dt className="min-w-0 truncate text-muted">{`${consumer.replace(`${service}-`, '')}.*`}</dt>
            <dd className="figures">
              <Count value={pending} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const UNKNOWN = '–';
const unknown = ({ consumer }: { consumer: string }) => ({ consumer, pending: null });

interface FigureProps {
  name: string;
  value: number | null | undefined;
  /** Any of it is a reason to do something. */
  bad?: boolean;
  /** Seconds that the oldest of them has been waiting. Its line is there even when it is empty. */
  age?: number | null;
}

const Figure = ({ name, value, bad, age }: FigureProps) => (
  <div className="flex flex-col">
    <dt className="order-2 text-sm text-muted">{name}</dt>
    <dd className={`figures order-1 text-2xl font-semibold ${bad && value ? 'text-bad' : ''}`}>
      <Count value={value} />
    </dd>
    {age !== undefined && (
      <dd className="figures order-3 min-h-5 text-sm text-muted">
        <Age seconds={age} />
      </dd>
    )}
  </div>
);

/** A count; a dash where it is not known. */
function Count({ value }: { value: number | null | undefined }) {
  const t = useTranslations('operator.work');
  const format = useFormatter();
  if (typeof value === 'number') return <span className={value === 0 ? 'text-muted' : ''}>{format.number(value)}</span>;
  return (
    <span className="text-muted">
      <span aria-hidden>{UNKNOWN}</span>
      <span className="sr-only">{t('notKnown')}</span>
    </span>
  );
}

/** For how long something has been waiting, once that is worth a word. */
function Age({ seconds }: { seconds: number | null }) {
  const t = useTranslations('operator.work');
  if (!seconds || seconds < 1) return null;
  if (seconds < 120) return t('seconds', { count: Math.floor(seconds) });
  return seconds < 7200
    ? t('minutes', { count: Math.floor(seconds / 60) })
    : t('hours', { count: Math.floor(seconds / 3600) });
}
