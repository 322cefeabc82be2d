import type { SalesView, ViewsView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { files } from '@/lib/api/files';
import type { Result } from '@/lib/api/result';
import { periodQuery, type SalesPeriod } from '@/lib/sales-period';
import { Funnel } from './funnel';
import { KeyFigures } from './key-figures';
import { MoneyCharts } from './money-charts';
import { Outcomes } from './outcomes';
import { PeriodNav } from './period-nav';
import { TableLinks } from './table-links';
import { UnitsNow } from './units-now';

interface Props {
  path: string;
  period: SalesPeriod;
  sales: SalesView;
  /** From another service than the sales: they are shown without it, too. */
  views: Result<ViewsView>;
  /** The one listing that it is about, or all. */
  ticketId?: string;
}

/** How one listing sells, or all of a seller's: numbers, charts with their figures, and the files to take along. */
export function Dashboard({ path, period, sales, views, ticketId }: Props) {
  const t = useTranslations('sales');
  const language = useLocale();
  const query = { ...periodQuery(period), ticketId };
  return (
    <div className="space-y-4">
      <PeriodNav path={path} period={period} />
      <KeyFigures sales={sales} />
      {sales.money.length === 0 && <p className="card p-5 text-muted">{t('nothing')}</p>}
      {sales.money.map((money) => (
        <MoneyCharts key={money.currency} money={money} step={sales.step} />
      ))}
      {views.ok ? (
        <Funnel views={views.data} conversion={sales.conversion} step={sales.step} />
      ) : (
        <OutOfOrder what="views" problem={views.problem} />
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <UnitsNow stock={sales.stock} />
        <Outcomes conversion={sales.conversion} />
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
        <TableLinks what={t('files.figures')} hrefOf={(format) => files.figures({ ...query, language }, format)} />
        <TableLinks what={t('files.conversion')} hrefOf={(format) => files.conversion(query, format)} />
        <TableLinks
          what={t('files.orders')}
          hrefOf={(format) => files.orders({ ...ordersOf(query), language }, format)}
        />
        <p className="text-muted">{t('clock', { zone: period.timeZone.replaceAll('_', ' ') })}</p>
      </div>
    </div>
  );
}

const ordersOf = ({
  timeZone,
  from,
  to,
  ticketId,
}: ReturnType<typeof periodQuery> & { ticketId: string | undefined }) => ({
  timeZone,
  from,
  to,
  ticketId,
});
