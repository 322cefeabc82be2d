import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Words } from '@/i18n/words';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { cancelReason } from '@/lib/order-words';
import { AccountLink } from './account-link';
import { Act } from './acts';
import { Facts } from './facts';

/** How an order stands, whose it is, and what an operator can do about it. */
export async function OrderActs({ id }: { id: string }) {
  const [t, orders, locale] = [
    await getTranslations('operator.order'),
    await getTranslations('order'),
    await getLocale(),
  ];
  const answer = await (await serverApi()).orders.get(id);
  if (!answer.ok) return answer.problem.status === 404 ? null : <OutOfOrder what="order" problem={answer.problem} />;
  const { data: order } = answer;
  const isUnpaid = order.status === 'created' || order.status === 'awaiting:payment';
  const price = formatPrice(order.unitPrice, order.currency, locale);
  const units = orders('summary.units', { count: order.quantity, price });
  return (
    <div className="mt-4 mb-8">
      <Facts
        facts={{
          [t('number')]: order.number,
          [t('event')]: (
            <Link href={`/operator/listings/${order.ticketId}`} className="link">
              <bdi>{order.ticket.title}</bdi>
            </Link>
          ),
          [t('status')]:
            order.status === 'cancelled'
              ? orders(`cancelled.reasons.${cancelReason(order)}.title`)
              : orders(`status.${order.status}`),
          [t('units')]: t('total', { units, total: formatPrice(order.total, order.currency, locale) }),
          [t('buyer')]: <AccountLink id={order.userId} />,
        }}
      />
      <Words areas={['operator.acts', 'problems']}>
        <div className="mt-4 flex flex-wrap gap-3">
          {order.status === 'complete' && <Act name="refundOrder" id={id} />}
          {isUnpaid && <Act name="releaseOrder" id={id} />}
        </div>
      </Words>
    </div>
  );
}
