import type { SaleView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { statusTones } from '@/components/order/order-row';
import { Time } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';
import { shortId, standingOf } from '@/lib/sale-words';
import { RefundOrder } from './refund-order';

/** An order as the seller of its listing sees it. `named` also says of which listing. Whole ids show where they are pointed at. */
export function SaleRow({ sale, named = false }: { sale: SaleView; named?: boolean }) {
  const [t, order, locale] = [useTranslations('sales'), useTranslations('order.summary'), useLocale()];
  const { id, number, ticket, ticketId, userId, quantity, unitPrice, total, currency, status, createdAt } = sale;
  return (
    <article className="card flex items-center gap-4 p-4">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className={`rounded-full px-2.5 py-0.5 font-semibold ${statusTones[status]}`}>
            {t(`standing.${standingOf(sale)}`)}
          </span>
          <Time instant={createdAt} style="short" />
        </p>
        {named && (
          <h2 className="mt-2 font-semibold">
            <Link href={`/sell/${ticketId}`} className="rounded hover:underline">
              <bdi>{ticket.title}</bdi>
            </Link>
          </h2>
        )}
        <p className={`text-sm text-muted ${named ? '' : 'mt-1.5'}`}>
          {order('units', { count: quantity, price: formatPrice(unitPrice, currency, locale) })}
          {' · '}
          <span title={id}>{number}</span>
          {' · '}
          <span title={userId}>{t('buyer', { id: shortId(userId) })}</span>
        </p>
      </div>
      <div className="flex flex-col items-end gap-2">
        <p className="figures font-bold whitespace-nowrap">{formatPrice(total, currency, locale)}</p>
        {status === 'complete' && <RefundOrder id={id} total={formatPrice(total, currency, locale)} />}
      </div>
    </article>
  );
}
