import type { SalesView } from '@frontrow/common/contracts';
import { formatPrice } from '@/lib/money';
import { count, share } from '@/lib/sale-words';

/** The period in a few numbers. Currencies are never added up. */
export function KeyFigures({ sales: { money, conversion } }: { sales: SalesView }) {
  const units = money.reduce((sum, { total }) => sum + total.units, 0);
  const unitsBack = money.reduce((sum, { total }) => sum + total.unitsBack, 0);
  const { placed, completed } = conversion;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        name="Revenue"
        hint="Sales less what was given back"
        values={money.length === 0 ? ['–'] : money.map(({ currency, total }) => formatPrice(total.revenue, currency))}
      />
      <Figure
        name="Tickets sold"
        hint={unitsBack > 0 ? `${count(unitsBack)} given back` : ''}
        values={[count(units)]}
      />
      <Figure name="Reservations" hint={`${count(completed)} paid`} values={[count(placed)]} />
      <Figure name="Conversion" hint="Paid of all reservations" values={[share(completed, placed) ?? '–']} />
    </dl>
  );
}

const Figure = ({ name, hint, values }: { name: string; hint: string; values: string[] }) => (
  <div className="card flex min-w-0 flex-col p-4 sm:p-5">
    <dt className="text-sm font-semibold text-muted">{name}</dt>
    {values.map((value) => (
      <dd key={value} className="figures mt-1 text-2xl font-bold break-words sm:text-3xl">
        {value}
      </dd>
    ))}
    {hint && <dd className="mt-1 text-sm text-muted">{hint}</dd>}
  </div>
);
