import Form from 'next/form';
import Link from 'next/link';
import { ranges, type SalesPeriod } from '@/lib/sales-period';

/** Chooses the period, by links and a plain form: the address holds the choice, and no script is needed. */
export function PeriodNav({ path, period }: { path: string; period: SalesPeriod }) {
  return (
    <div className="no-print">
      <nav aria-label="Period" className="flex flex-wrap gap-2">
        {ranges.map(({ range, name }) => (
          <Link
            key={range}
            href={`${path}?range=${range}`}
            scroll={false}
            aria-current={range === period.range ? 'true' : undefined}
            className={`button ${range === period.range ? 'bg-ink text-page' : 'button-quiet'}`}
          >
            {name}
          </Link>
        ))}
      </nav>
      <details className="mt-3" open={period.range === undefined}>
        <summary className="w-fit rounded font-semibold text-accent">From one day to another</summary>
        <Form action={path} scroll={false} className="mt-3 flex flex-wrap items-end gap-3">
          <PeriodEnd name="from" label="First day" day={period.from} />
          <PeriodEnd name="to" label="Last day" day={period.to} />
          <button type="submit" className="button button-quiet">
            Show
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
