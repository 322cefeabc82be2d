import type { OperatorActionView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { AccountLink } from './account-link';

const pages = { listing: 'listings', account: 'users', order: 'orders' } as const;

/** What operators did, as it was recorded. */
export function RecordList({ entries }: { entries: OperatorActionView[] }) {
  const t = useTranslations('operator.record');
  if (entries.length === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <ol className="card divide-y divide-line">
      {entries.map(({ id, at, actorId, role, action, subject, reason }) => (
        <li key={id} className="px-5 py-4">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <Link href={`/operator/${pages[subject.kind]}/${subject.id}`} className="link font-semibold">
              {t(`actions.${action}`)}
            </Link>
            <span className="text-sm text-muted">
              <Time instant={at} style="stamp" />
            </span>
          </p>
          <p className="mt-1 whitespace-pre-line">
            <bdi>{reason}</bdi>
          </p>
          <p className="mt-1 text-sm text-muted">
            {t.rich(`by.${role}`, {
              who: () => <AccountLink id={actorId} />,
            })}
          </p>
        </li>
      ))}
    </ol>
  );
}
