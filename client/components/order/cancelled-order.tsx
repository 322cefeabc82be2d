import type { OrderView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { cancelWords } from '@/lib/order-words';

export function CancelledOrder({ order }: { order: OrderView }) {
  const { title, text } = cancelWords(order);
  return (
    <section role="status" className="card p-6 sm:p-9">
      <p className="eyebrow text-muted">Order cancelled</p>
      <h1 id="outcome" tabIndex={-1} className="headline mt-2 text-5xl">
        {title}
      </h1>
      <p className="mt-4 max-w-prose text-lg">{text}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Link href={`/tickets/${order.ticket.id}`} className="button button-primary">
          Back to the event
        </Link>
        <Link href="/" className="button button-quiet">
          See other events
        </Link>
      </div>
    </section>
  );
}
