import type { SalesStep, SalesView, ViewsView } from '@frontrow/common/contracts';
import { getLocale, getTranslations } from 'next-intl/server';
import { ColumnChart } from '@/components/chart/column-chart';
import { FiguresTable } from '@/components/chart/figures-table';
import { ShareTable } from '@/components/chart/share-table';
import { conversionRows } from '@/lib/conversion';
import { readZone } from '@/lib/reader';
import { figuresIn } from '@/lib/sale-words';
import { bestOf, labelStretch, nameStretch } from '@/lib/stretch-words';

interface Props {
  views: ViewsView;
  conversion: SalesView['conversion'];
  step: SalesStep;
}

/** How many looked, how many of them reserved, and how many of those paid: of the whole period, and over time. */
export async function Funnel({ views, conversion, step }: Props) {
  const t = await getTranslations('sales');
  const { count, share } = figuresIn(await getLocale());
  const { locale } = await readZone();
  const { placed, completed } = conversion;
  const rows = conversionRows(views, conversion);
  const name = (stretch: { from: string; to: string }) => nameStretch(stretch, step, locale);
  const title = t('funnel.views', { step });
  const summary = t('funnel.viewsSummary', { step, total: count(views.total) });
  const best = bestOf(rows, (row) => row.views);
  const most = best && t('chart.best', { stretch: name(best), value: count(best.views) });
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section aria-labelledby="funnel" className="card p-5">
        <h3 id="funnel" className="font-semibold">
          {t('funnel.title')}
        </h3>
        <p className="mb-2 text-sm text-muted">{t('funnel.text')}</p>
        <ShareTable
          caption={t('funnel.title')}
          unit={t('funnel.howMany')}
          whole={Math.max(1, views.total, placed)}
          shares={[
            { name: t('funnel.looked'), value: views.total, tone: 'fill-accent' },
            { name: t('funnel.reserved'), value: placed, tone: 'fill-warn' },
            { name: t('funnel.paid'), value: completed, tone: 'fill-good' },
          ]}
        />
        <dl className="figures mt-3 grid grid-cols-2 gap-3 border-t border-line pt-3">
          <Rate name={t('funnel.reservedOfViews')} value={share(placed, views.total)} />
          <Rate name={t('funnel.paidOfViews')} value={share(completed, views.total)} />
        </dl>
      </section>
      <ColumnChart
        title={title}
        summary={most ? `${summary} ${most}` : summary}
        columns={rows.map((row) => ({
          key: row.from,
          label: labelStretch(row, step, locale),
          words: t('money.point', { stretch: name(row), value: count(row.views) }),
          value: row.views,
        }))}
        format={count}
        whole
        tone="fill-accent"
      >
        <FiguresTable
          caption={title}
          head={[
            t('funnel.head.when'),
            t('funnel.head.views'),
            t('funnel.head.placed'),
            t('funnel.head.completed'),
            t('funnel.head.share'),
          ]}
          rows={rows.map((row) => [
            name(row),
            count(row.views),
            count(row.placed),
            count(row.completed),
            share(row.completed, row.views),
          ])}
        />
      </ColumnChart>
    </div>
  );
}

const Rate = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt className="text-sm text-muted">{name}</dt>
    <dd className="text-xl font-bold">{value}</dd>
  </div>
);
