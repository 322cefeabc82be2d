import type { SalesStep, SalesView, ViewsView } from '@frontrow/common/contracts';
import { ColumnChart } from '@/components/chart/column-chart';
import { FiguresTable } from '@/components/chart/figures-table';
import { ShareTable } from '@/components/chart/share-table';
import { conversionRows } from '@/lib/conversion';
import { readZone } from '@/lib/reader';
import { count, share } from '@/lib/sale-words';
import { bestOf, labelStretch, nameStretch, stepNames } from '@/lib/stretch-words';

interface Props {
  views: ViewsView;
  conversion: SalesView['conversion'];
  step: SalesStep;
}

/** How many looked, how many of them reserved, and how many of those paid: of the whole period, and over time. */
export async function Funnel({ views, conversion, step }: Props) {
  const { locale } = await readZone();
  const { placed, completed } = conversion;
  const rows = conversionRows(views, conversion);
  const name = (stretch: { from: string; to: string }) => nameStretch(stretch, step, locale);
  const title = `Page views by ${stepNames[step]}`;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section aria-labelledby="funnel" className="card p-5">
        <h3 id="funnel" className="font-semibold">
          From a look to a ticket
        </h3>
        <p className="mb-2 text-sm text-muted">
          Visits to the page of the event, once per visitor and visit, without robots as far as we can tell.
          Reservations can also come from elsewhere.
        </p>
        <ShareTable
          caption="From a look to a ticket"
          unit="How many"
          whole={Math.max(1, views.total, placed)}
          shares={[
            { name: 'Looked at the page', value: views.total, tone: 'fill-accent' },
            { name: 'Reserved', value: placed, tone: 'fill-warn' },
            { name: 'Paid', value: completed, tone: 'fill-good' },
          ]}
        />
        <dl className="figures mt-3 grid grid-cols-2 gap-3 border-t border-line pt-3">
          <Rate name="Reserved of all views" value={share(placed, views.total)} />
          <Rate name="Paid of all views" value={share(completed, views.total)} />
        </dl>
      </section>
      <ColumnChart
        title={title}
        summary={`${title}: ${count(views.total)} in all. ${bestOf(rows, (row) => row.views, name, count)}`}
        columns={rows.map((row) => ({
          key: row.from,
          label: labelStretch(row, step, locale),
          words: `${name(row)}: ${count(row.views)}`,
          value: row.views,
        }))}
        format={count}
        whole
        tone="fill-accent"
      >
        <FiguresTable
          caption={title}
          head={['When', 'Views', 'Reserved', 'Paid', 'Paid of views']}
          rows={rows.map((row) => [
            name(row),
            count(row.views),
            count(row.placed),
            count(row.completed),
            share(row.completed, row.views) ?? '–',
          ])}
        />
      </ColumnChart>
    </div>
  );
}

const Rate = ({ name, value }: { name: string; value: string | undefined }) => (
  <div>
    <dt className="text-sm text-muted">{name}</dt>
    <dd className="text-xl font-bold">{value ?? '–'}</dd>
  </div>
);
