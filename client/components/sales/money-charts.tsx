import type { SalesStep, SalesView, TakingsView } from '@frontrow/common/contracts';
import { type Column, ColumnChart } from '@/components/chart/column-chart';
import { FiguresTable } from '@/components/chart/figures-table';
import { formatPrice } from '@/lib/money';
import { readZone } from '@/lib/reader';
import { count } from '@/lib/sale-words';
import { bestOf, labelStretch, nameStretch, stepNames } from '@/lib/stretch-words';

/** Tickets and revenue over time, in one currency. */
export async function MoneyCharts({ money, step }: { money: SalesView['money'][number]; step: SalesStep }) {
  const { currency, total, stretches } = money;
  const { locale } = await readZone();
  const price = (amount: number) => formatPrice(amount, currency);
  const mark = new Intl.NumberFormat('en', { style: 'currency', currency, notation: 'compact' });
  const name = (stretch: TakingsView) => nameStretch(stretch, step, locale);
  const columnsOf = (read: (stretch: TakingsView) => number, words: (value: number) => string): Column[] =>
    stretches.map((stretch) => ({
      key: stretch.from,
      label: labelStretch(stretch, step, locale),
      words: `${name(stretch)}: ${words(read(stretch))}`,
      value: read(stretch),
    }));
  const per = `by ${stepNames[step]}`;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ColumnChart
        title={`Revenue in ${currency} ${per}`}
        summary={`Revenue ${per}: ${price(total.revenue)} in all. ${bestOf(stretches, ({ revenue }) => revenue, name, price)}`}
        columns={columnsOf(({ revenue }) => revenue, price)}
        format={(value) => mark.format(value)}
        tone="fill-accent"
      >
        <FiguresTable
          caption={`Revenue in ${currency} ${per}`}
          head={['When', 'Sales', 'Given back', 'Revenue']}
          rows={stretches.map((stretch) => [
            name(stretch),
            price(stretch.sales),
            price(stretch.moneyBack),
            price(stretch.revenue),
          ])}
        />
      </ColumnChart>
      <ColumnChart
        title={`Tickets sold in ${currency} ${per}`}
        summary={`Tickets sold ${per}: ${count(total.units)} in all. ${bestOf(stretches, ({ units }) => units, name, count)}`}
        columns={columnsOf(({ units }) => units, count)}
        format={count}
        whole
        tone="fill-good"
      >
        <FiguresTable
          caption={`Tickets sold in ${currency} ${per}`}
          head={['When', 'Orders', 'Tickets', 'Given back']}
          rows={stretches.map((stretch) => [
            name(stretch),
            count(stretch.orders),
            count(stretch.units),
            count(stretch.unitsBack),
          ])}
        />
      </ColumnChart>
    </div>
  );
}
