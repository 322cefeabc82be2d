import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { OrderTimeline } from '@/components/order/order-timeline';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Time } from '@/components/ui/time';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { cancelReason } from '@/lib/order-words';

/** An order, by its id or number, as an operator needs it: its state in a few facts, then its history. */
export async function OrderReport({ name }: { name: string }) {
  const [t, orders] = [await getTranslations('operator.order'), await getTranslations('order')];
  const locale = await getLocale();
  const answer = await (await serverApi()).orders.get(name);
  if (!answer.ok) {
    const unknown = [400, 403, 404].includes(answer.problem.status);
    return (
      <div className="mt-6">
        {unknown ? <Notice kind="warn" title={t('unknown')} /> : <OutOfOrder what="order" problem={answer.problem} />}
      </div>
    );
  }
  const { data: order } = answer;
  const { id, number } = order;
  const price = formatPrice(order.unitPrice, order.currency, locale);
  const units = orders('summary.units', { count: order.quantity, price });
  const facts = {
    event: order.ticket.title,
    status:
      order.status === 'cancelled'
        ? t('cancelled', { reason: orders(`cancelled.reasons.${cancelReason(order)}.title`) })
        : orders(`status.${order.status}`),
    units: t('total', { units, total: formatPrice(order.total, order.currency, locale) }),
    placed: <Time instant={order.createdAt} style="stamp" />,
    deadline: <Time instant={order.expiresAt} style="stamp" />,
    refund: order.refund,
    buyer: order.userId,
    payment: order.paymentId ?? t('none'),
    version: order.version,
  };
  return (
    <>
      <h2 className="headline mt-8 text-3xl">{number}</h2>
      <p className="mt-1 font-mono text-xs break-all text-muted">{id}</p>
      <dl className="card mt-4 grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[8rem_1fr]">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{t(name as keyof typeof facts)}</dt>
            <dd className="min-w-0 font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4">
        <Link href={`/operator/orders/${id}`} className="link">
          {t('told')}
        </Link>
      </p>
      <OrderTimeline orderId={id} open />
    </>
  );
}
