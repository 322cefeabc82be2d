import type { AuditStatus, PromisesView } from '@frontrow/common/contracts';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

/** Each promise with its state; a broken one leads to what was found. */
export const PromiseList = ({ promises, status }: Pick<PromisesView, 'promises' | 'status'>) => (
  <ul className="card divide-y divide-line">
    {promises.map((promise) => (
      <li key={promise.name} className="flex gap-3 px-5 py-4">
        <Sign open={promise.open > 0} status={status} />
        <div className="min-w-0 grow sm:flex sm:items-baseline sm:justify-between sm:gap-6">
          <p className="font-semibold">{promise.words}</p>
          <p className="text-sm text-muted sm:shrink-0 sm:text-right">
            <State promise={promise} blind={status === 'blind'} />
          </p>
        </div>
      </li>
    ))}
  </ul>
);

function Sign({ open, status }: { open: boolean; status: AuditStatus }) {
  if (open) return <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />;
  if (status === 'blind') return <CircleHelp aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />;
  return <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-good" />;
}

function State({ promise, blind }: { promise: PromisesView['promises'][number]; blind: boolean }) {
  const t = useTranslations('operator.promises');
  if (promise.open > 0)
    return (
      <Link href={`/operator/promises?promise=${promise.name}`} className="link">
        {t('findings', { count: promise.open })}
      </Link>
    );
  if (blind) return t('notKnown');
  const { lastOpenedAt } = promise;
  if (!lastOpenedAt) return t('never');
  return t.rich('broken', { time: () => <Time instant={lastOpenedAt} style="stamp" /> });
}
