'use client';
import type { CancellationView } from '@frontrow/common/contracts';
import { Notice } from '@/components/ui/notice';
import { useLive } from '@/components/ui/use-live';
import { formatPrice } from '@/lib/money';
import { count } from '@/lib/sale-words';

/** How far a cancelled event's orders have been released and refunded, live until nothing more happens by itself. */
export function CancelProgress({ cancellation }: { cancellation: CancellationView }) {
  const url = `/api/orders/selling/cancellations/${cancellation.id}/stream`;
  const { value } = useLive<CancellationView>(url, cancellation, ({ finished }) => finished);
  const { unpaid, paid, money, finished } = value;
  const settled = unpaid.released + paid.returned + paid.notCharged + paid.failed;
  const all = settled + unpaid.standing + paid.standing + paid.underWay;
  const rows = [
    { name: 'Refunded', value: paid.returned },
    { name: 'Refund under way', value: paid.standing + paid.underWay },
    { name: 'Refund failed', value: paid.failed },
    { name: 'Never charged', value: paid.notCharged },
    { name: 'Reservations released', value: unpaid.released },
    { name: 'Reservations to release', value: unpaid.standing },
  ];
  return (
    <section aria-labelledby="giving-back" className="card p-5">
      <h2 id="giving-back" className="text-lg font-semibold">
        {finished ? 'All orders are settled' : 'Giving the money back'}
      </h2>
      {!finished && (
        <progress
          aria-labelledby="giving-back"
          max={Math.max(1, all)}
          value={value.heard ? settled : 0}
          className="mt-3 h-3 w-full accent-accent"
        />
      )}
      <p role="status" className="mt-2 text-muted">
        {wordsFor(value, settled, all)}
      </p>
      {all > 0 && (
        <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
          {rows.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="figures text-xl font-bold">{count(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {money.owed > 0 && (
        <p className="mt-4">
          {`${formatPrice(money.settled, money.currency)} of ${formatPrice(money.owed, money.currency)} is back with the buyers.`}
        </p>
      )}
      {paid.failed > 0 && (
        <div className="mt-4">
          <Notice kind="warn" title="Some refunds were not possible by card.">
            The operators of this site know of it and pay them back by hand.
          </Notice>
        </div>
      )}
    </section>
  );
}

function wordsFor({ heard, finished }: CancellationView, settled: number, all: number): string {
  if (!heard) return 'The cancellation is on its way to the orders.';
  if (finished) return all === 0 ? 'Nobody had reserved or paid.' : 'Nothing is left to do.';
  return `${count(settled)} of ${count(all)} orders are settled.`;
}
