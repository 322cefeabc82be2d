import type { SalesStep, SalesView, TakingsView } from '@frontrow/common/contracts';
import { getLocale, getTranslations } from 'next-intl/server';
import { type Column, ColumnChart } from '@/components/chart/column-chart';
import { FiguresTable } from '@/components/chart/figures-table';
import { formatPrice } from '@/lib/money';
import { readZone } from '@/lib/reader';
import { figuresIn } from '@/lib/sale-words';
import { bestOf, labelStretch, nameStretch } from '@/lib/stretch-words';

/** Tickets and revenue over time, in one currency. */
export async function MoneyCharts({ money, step }: { money: SalesView['money'][number]; step: SalesStep }) {
  const [t, language] = [await getTranslations('sales'), await getLocale()];
  const { currency, total, stretches } = money;
  const { locale } = await readZone();
  const { count } = figuresIn(language);
  const price = (amount: number) => formatPrice(amount, currency, language);
  const mark = new Intl.NumberFormat(language, { style: 'currency', currency, notation: 'compact' });
  const name = (stretch: TakingsView) => nameStretch(stretch, step, locale);
  const columnsOf = (read: (stretch: TakingsView) => number, words: (value: number) => string): Column[] =>
    stretches.map((stretch) => ({
      key: stretch.from,
      label: labelStretch(stretch, step, locale),
      words: t('money.point', { stretch: name(stretch), value: words(read(stretch)) }),
      value: read(stretch),
    }));
  const summaryOf = (first: string, read: (stretch: TakingsView) => number, words: (value: number) => string) => {
    const best = bestOf(stretches, read);
    return best ? `${first} ${t('chart.best', { stretch: name(best), value: words(read(best)) })}` : first;
  };
  const [revenue, sold] = [t('money.revenue', { currency, step }), t('money.sold', { currency, step })];
  const revenueSummary = t('money.revenueSummary', { step, total: price(total.revenue) });
  const soldSummary = t('money.soldSummary', { step, total: count(total.units) });
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ColumnChart
        title={revenue}
        summary={summaryOf(revenueSummary, (stretch) => stretch.revenue, price)}
        columns={columnsOf((stretch) => stretch.revenue, price)}
        format={(value) => mark.format(value)}
        tone="fill-accent"
      >
        <FiguresTable
          caption={revenue}
          head={[t('money.head.when'), t('money.head.sales'), t('money.head.back'), t('money.head.revenue')]}
          rows={stretches.map((stretch) => [
            name(stretch),
            price(stretch.sales),
            price(stretch.moneyBack),
            price(stretch.revenue),
          ])}
        />
      </ColumnChart>
      <ColumnChart
        title={sold}
        summary={summaryOf(soldSummary, ({ units }) => units, count)}
        columns={columnsOf(({ units }) => units, count)}
        format={count}
        whole
        tone="fill-good"
      >
        <FiguresTable
          caption={sold}
          head={[t('money.head.when'), t('money.head.orders'), t('money.head.tickets'), t('money.head.back')]}
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
