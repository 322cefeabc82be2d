'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { services, standingOf } from '@/lib/backlog';
import { BacklogRow } from './backlog-row';
import { looks } from './backlog-state';
import { useBacklogs } from './use-backlogs';

/** What every service still has to publish and to handle, as it changes. */
export function WorkInFlight() {
  const t = useTranslations('operator.work');
  const format = useFormatter();
  const histories = useBacklogs();
  const standing = standingOf(histories);
  const { icon: Icon, classes } = looks[standing.state];
  return (
    <section aria-labelledby="work" className="mt-12">
      <h2 id="work" className="headline text-3xl">
        {t('title')}
      </h2>
      <p className="mt-2 text-muted">{t('intro')}</p>
      {/* Numbers stay out of what is read aloud: it changes only when the state does. */}
      <div role="status" className={`mt-4 flex min-h-24 items-center gap-4 rounded-2xl p-5 ${classes}`}>
        <Icon aria-hidden className="size-8 shrink-0" />
        <div className="min-w-0">
          <p className="text-lg font-semibold">
            {t(`standing.${standing.state}`, { services: format.list(standing.services) })}
          </p>
          <p>{t(`hint.${standing.state}`)}</p>
        </div>
      </div>
      <ul className="card mt-4 divide-y divide-line">
        {services.map((service) => (
          <BacklogRow key={service} service={service} history={histories[service]} />
        ))}
      </ul>
      <p className="mt-3 text-sm text-muted">{t('expiration')}</p>
    </section>
  );
}
