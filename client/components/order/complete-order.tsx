import type { OrderView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { Admission } from '@/components/admission/admission';
import { AddToCalendar } from '@/components/listing/add-to-calendar';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { AskRefund } from './ask-refund';
import { Confetti } from './confetti';
import { RefreshUntil } from './refresh-until';

/** Paid: the tickets are here, or are about to be. */
export async function CompleteOrder({ order }: { order: OrderView }) {
  const answer = await (await serverApi()).tickets.admissions({ orderId: order.id });
  const admissions = answer.ok ? answer.data : [];
  const issued = admissions.length >= order.quantity;

  return (
    <>
      <section
        role="status"
        className="rise on-stage relative overflow-hidden rounded-2xl bg-stage p-6 text-stage-ink sm:p-9"
      >
        <Confetti seed={order.id} />
        <p className="eyebrow text-spot">Order complete</p>
        <h1 id="outcome" tabIndex={-1} className="headline mt-2 text-6xl sm:text-7xl">
          You’re in!
        </h1>
        <p className="mt-4 max-w-prose text-lg text-stage-muted">
          {formatPrice(order.total, order.currency)} paid. Show {order.quantity === 1 ? 'this code' : 'these codes'} at
          the door, on your phone or on paper.
        </p>
        <div className="no-print mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
          <Link href="/my-tickets" className="button button-spot">
            All my tickets
          </Link>
          {order.ticket.startsAt && <AddToCalendar event={order.ticket} className="text-stage-ink!" />}
        </div>
      </section>
      <section aria-label="Tickets" className="mt-6">
        {!answer.ok && <OutOfOrder what="Your tickets" problem={answer.problem} />}
        {answer.ok && !issued && (
          <div role="status" className="card flex items-center gap-4 p-6">
            <span aria-hidden className="size-6 animate-spin rounded-full border-3 border-line border-t-accent" />
            <p className="font-semibold">Your {order.quantity === 1 ? 'ticket is' : 'tickets are'} being printed…</p>
          </div>
        )}
        <RefreshUntil done={issued} />
        <ul className="grid gap-4 sm:grid-cols-2">
          {admissions.map((admission) => (
            <li key={admission.id}>
              <Admission admission={admission} />
            </li>
          ))}
        </ul>
      </section>
      <div className="no-print mt-6">
        {order.refund === 'requested' && (
          <Notice kind="info" title="Your refund is being checked.">
            As soon as the tickets are taken back, the money is on its way.
          </Notice>
        )}
        {order.refund === 'refused' && (
          <Notice kind="warn" title="No refund.">
            A ticket of this order was used already.
          </Notice>
        )}
        {order.cancellable && <AskRefund orderId={order.id} total={formatPrice(order.total, order.currency)} />}
      </div>
    </>
  );
}
