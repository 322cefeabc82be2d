import Form from 'next/form';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ranges, type SalesPeriod } from '@/lib/sales-period';

/** Chooses the period, by links and a plain form: the address holds the choice, and no script is needed. */
export function PeriodNav({ path, period }: { path: string; period: SalesPeriod }) {
  const t = useTranslations('sales.period');
  return (
    <div className="no-print">
      <nav aria-label={t('name')} className="flex flex-wrap gap-2">
        {ranges.map((range) => (
          <Link
            key={range}
            href={`${path}?range=${range}`}
            scroll={false}
            aria-current={range === period.range ? 'true' : undefined}
            className={`button ${range === period.range ? 'bg-ink text-page' : 'button-quiet'}`}
          >
            {t(`ranges.${range}`)}
          </Link>
        ))}
      </nav>
      <details className="mt-3" open={period.range === undefined}>
        <summary className="w-fit rounded font-semibold text-accent">{t('own')}</summary>
        <Form action={path} scroll={false} className="mt-3 flex flex-wrap items-end gap-3">
          <PeriodEnd name="from" label={t('first')} day={period.from} />
          <PeriodEnd name="to" label={t('last')} day={period.to} />
          <button type="submit" className="button button-quiet">
            {t('apply')}
          </button>
        </Form>
      </details>
    </div>
  );
}

const PeriodEnd = ({ name, label, day }: { name: string; label: string; day: string }) => (
  <div>
    <label htmlFor={`period-${name}`} className="mb-1 block text-sm font-semibold">
      {label}
    </label>
    <input id={`period-${name}`} key={day} name={name} type="date" defaultValue={day} required className="input" />
  </div>
);
