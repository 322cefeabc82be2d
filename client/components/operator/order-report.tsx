import Link from 'next/link';
import { OrderTimeline } from '@/components/order/order-timeline';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { Time } from '@/components/ui/time';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { cancelWords, statusNames } from '@/lib/order-words';

/** An order as an operator needs it: its state in a few facts, then its history. */
export async function OrderReport({ id }: { id: string }) {
  const answer = await (await serverApi()).orders.get(id);
  if (!answer.ok) {
    const unknown = [400, 403, 404].includes(answer.problem.status);
    return (
      <div className="mt-6">
        {unknown ? (
          <Notice kind="warn" title="There is no order with this id." />
        ) : (
          <OutOfOrder what="The order" problem={answer.problem} />
        )}
      </div>
    );
  }
  const { data: order } = answer;
  const facts = {
    Event: order.ticket.title,
    Status: order.status === 'cancelled' ? `Cancelled: ${cancelWords(order).title}` : statusNames[order.status],
    Units: `${order.quantity} × ${formatPrice(order.unitPrice, order.currency)} = ${formatPrice(order.total, order.currency)}`,
    Placed: <Time instant={order.createdAt} style="stamp" />,
    Deadline: <Time instant={order.expiresAt} style="stamp" />,
    Refund: order.refund,
    Buyer: order.userId,
    Payment: order.paymentId ?? 'none',
    Version: order.version,
  };
  return (
    <>
      <dl className="card mt-6 grid gap-x-6 gap-y-2 p-5 sm:grid-cols-[8rem_1fr]">
        {Object.entries(facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4">
        <Link href={`/operator/orders/${id}`} className="link">
          What every service told of it
        </Link>
      </p>
      <OrderTimeline orderId={id} />
    </>
  );
}
