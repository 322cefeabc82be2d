import type { ThrottledView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';

/** Who has to wait before another card is tried, because too many were declined. */
export function ThrottledList({ throttled }: { throttled: ThrottledView[] }) {
  const t = useTranslations('operator.throttled');
  if (throttled.length === 0) return <p className="card p-5 text-muted">{t('none')}</p>;
  return (
    <ul className="space-y-3">
      {throttled.map(({ by, who, declined, until }) => (
        <li key={`${by} ${who}`} className="card px-5 py-4">
          <p className="font-semibold">{t(`by.${by}`, { count: declined })}</p>
          <p className="font-mono text-sm break-all">{who}</p>
          <p className="text-sm text-muted">
            {t.rich('until', { time: () => <Time instant={until} style="stamp" /> })}
          </p>
        </li>
      ))}
    </ul>
  );
}
