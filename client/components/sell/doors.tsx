import type { DoorDutyView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { PhaseBadge } from '@/components/ui/phase';
import { Time } from '@/components/ui/time';

/** The listings of others whose door one looks after, the next event first. */
export function Doors({ doors }: { doors: DoorDutyView['staffOf'] }) {
  const t = useTranslations('selling.list');
  return (
    <section aria-labelledby="doors" className="mb-12">
      <h2 id="doors" className="headline mb-4 text-3xl">
        {t('doors')}
      </h2>
      <ul className="card divide-y divide-line">
        {doors.map(({ ticketId, title, startsAt, endsAt }) => (
          <li key={ticketId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4">
            <div className="min-w-0">
              <p className="font-semibold">
                <bdi>{title}</bdi>
              </p>
              {startsAt && (
                <p className="text-sm text-muted">
                  <Time instant={startsAt} style="short" /> <PhaseBadge event={{ startsAt, endsAt }} />
                </p>
              )}
            </div>
            <Link href={`/sell/${ticketId}/check-in`} className="button button-quiet">
              {t('door')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
