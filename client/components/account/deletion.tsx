import type { AccountDeletionView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { EventTime } from '@/components/ui/time';

/** One's own events that people have paid for: somebody has to answer for them. */
export function Obstacles({ events }: { events: AccountDeletionView['inTheWay'] }) {
  const t = useTranslations('deletion.obstacles');
  return (
    <>
      <Notice kind="warn" title={t('title')}>
        {t('text')}
      </Notice>
      <ul className="card mt-6 divide-y divide-line">
        {events.map(({ id, title, startsAt, timeZone, sold }) => (
          <li key={id} className="p-4">
            <Link href={`/sell/${id}/edit`} className="link font-semibold">
              {title}
            </Link>
            <p className="text-sm text-muted">
              {t.rich('sold', { count: sold, time: () => <EventTime event={{ startsAt, timeZone }} style="short" /> })}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What happens to everything, said before it happens. */
export function WhatGoes({ deletion: { closes, unused } }: { deletion: AccountDeletionView }) {
  const t = useTranslations('deletion');
  return (
    <div className="space-y-10">
      {unused > 0 && (
        <Notice kind="warn" title={t('unused.title', { count: unused })}>
          {t.rich('unused.text', {
            go: (words) => (
              <Link href="/my-tickets" className="link">
                {words}
              </Link>
            ),
          })}
        </Notice>
      )}
      <Part id="goes" title={t('goes.title')}>
        <li>{t('goes.account')}</li>
        <li>{t('goes.organiser')}</li>
        <li>{t('goes.sessions')}</li>
        <li>{t('goes.reservations')}</li>
        <li>{t('goes.staff')}</li>
        {closes.length > 0 && <li>{t('goes.events', { titles: closes.map(({ title }) => title).join(', ') })}</li>}
      </Part>
      <Part id="stays" title={t('stays.title')}>
        <li>{t('stays.orders')}</li>
        <li>{t('stays.admissions')}</li>
        <li>{t('stays.descriptions')}</li>
        <li>{t('stays.messages')}</li>
      </Part>
      <p>
        {t.rich('export', {
          file: (words) => (
            <a href="/account/export" download className="link">
              {words}
            </a>
          ),
        })}
      </p>
    </div>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="headline text-3xl">
        {title}
      </h2>
      <ul className="mt-4 list-disc space-y-2 pl-5">{children}</ul>
    </section>
  );
}
