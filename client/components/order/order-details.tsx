import type { OrderView } from '@frontrow/common/contracts';
import { Words } from '@/i18n/words';
import { isExplained } from '@/lib/order-words';
import { CancelledOrder } from './cancelled-order';
import { Checkout } from './checkout';
import { CompleteOrder } from './complete-order';
import { LiveOrder } from './live-order';
import { OrderSummary } from './order-summary';
import { OrderTimeline } from './order-timeline';

/** One order, whatever its state: what is to be done about it, what was bought, and what has happened so far. */
export function OrderDetails({ order }: { order: OrderView }) {
  const unpaid = order.status === 'created' || order.status === 'awaiting:payment';
  return (
    <Words areas={['checkout', 'event.refunds', 'order', 'problems']}>
      <LiveOrder order={order}>
        <div className="mx-auto grid w-full max-w-[76rem] gap-x-12 gap-y-8 px-4 pt-8 sm:px-6 sm:pt-12 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-w-0">
            {unpaid && <Checkout order={order} />}
            {order.status === 'complete' && <CompleteOrder order={order} />}
            {order.status === 'cancelled' && <CancelledOrder order={order} />}
            <OrderTimeline orderId={order.id} open={isExplained(order)} />
          </div>
          <OrderSummary order={order} />
        </div>
      </LiveOrder>
    </Words>
  );
}
