import type { AuditStatus, PromisesView } from '@frontrow/common/contracts';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

const looks: Record<AuditStatus, { icon: typeof CircleCheck; classes: string }> = {
  green: { icon: CircleCheck, classes: 'bg-good-soft text-good' },
  red: { icon: CircleAlert, classes: 'bg-bad-soft text-bad' },
  blind: { icon: CircleHelp, classes: 'bg-warn-soft text-warn' },
};

/** How things stand, in one line, and how much was heard to say so. */
export function Standing({ standing }: { standing: PromisesView }) {
  const t = useTranslations('operator.standing');
  const format = useFormatter();
  const { icon: Icon, classes } = looks[standing.status];
  const open = standing.promises.reduce((sum, promise) => sum + promise.open, 0);
  const figures = {
    [t('heard')]: format.number(standing.eventsHeard),
    [t('behind')]: t(...lag(standing.lagSeconds)),
    [t('open')]: format.number(open),
  };
  return (
    <section aria-label={t('name')} className={`rounded-2xl p-5 sm:p-7 ${classes}`}>
      <div role="status" className="flex items-center gap-4">
        <Icon aria-hidden className="size-10 shrink-0 sm:size-12" />
        <div>
          <p className="headline text-4xl sm:text-5xl">{t(standing.status)}</p>
          {standing.status === 'blind' && <p className="mt-1">{t('blindText')}</p>}
        </div>
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {Object.entries(figures).map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-sm">{name}</dt>
            <dd className="figures text-2xl font-semibold">{value}</dd>
          </div>
        ))}
        <div className="flex flex-col-reverse">
          <dt className="text-sm">{t('looked')}</dt>
          <dd className="figures font-semibold">
            <Time instant={standing.checkedAt} style="stamp" />
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The words for a time, and how much of it. */
function lag(seconds: number): ['seconds' | 'minutes' | 'hours', { count: number }] {
  if (seconds < 120) return ['seconds', { count: Math.round(seconds * 10) / 10 }];
  return seconds < 7200
    ? ['minutes', { count: Math.round(seconds / 60) }]
    : ['hours', { count: Math.round(seconds / 3600) }];
}
