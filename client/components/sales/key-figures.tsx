import type { SalesView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { formatPrice } from '@/lib/money';
import { useFigures } from '@/lib/sale-words';

/** The period in a few numbers. Currencies are never added up. */
export function KeyFigures({ sales: { money, conversion } }: { sales: SalesView }) {
  const [t, locale] = [useTranslations('sales.figures'), useLocale()];
  const { count, share } = useFigures();
  const units = money.reduce((sum, { total }) => sum + total.units, 0);
  const unitsBack = money.reduce((sum, { total }) => sum + total.unitsBack, 0);
  const { placed, completed } = conversion;
  const revenue = money.map(({ currency, total }) => formatPrice(total.revenue, currency, locale));
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure name={t('revenue')} hint={t('revenueHint')} values={revenue.length === 0 ? ['–'] : revenue} />
      <Figure
        name={t('sold')}
        hint={unitsBack > 0 ? t('givenBack', { count: unitsBack }) : ''}
        values={[count(units)]}
      />
      <Figure name={t('reservations')} hint={t('paid', { count: completed })} values={[count(placed)]} />
      <Figure name={t('conversion')} hint={t('conversionHint')} values={[share(completed, placed)]} />
    </dl>
  );
}

const Figure = ({ name, hint, values }: { name: string; hint: string; values: string[] }) => (
  <div className="card flex min-w-0 flex-col p-4 sm:p-5">
    <dt className="text-sm font-semibold text-muted">{name}</dt>
    {values.map((value) => (
      <dd key={value} className="figures mt-1 text-2xl font-bold sm:text-3xl">
        {value}
      </dd>
    ))}
    {hint && <dd className="mt-1 text-sm text-muted">{hint}</dd>}
  </div>
);
