import type { OrderOutcome, SalesView } from '@frontrow/common/contracts';
import { type Share, ShareTable } from '@/components/chart/share-table';
import { outcomeNames } from '@/lib/sale-words';

const tones: Partial<Record<OrderOutcome, Share['tone']>> = { complete: 'fill-good', open: 'fill-warn' };

/** What became of the reservations of the period: those that were paid for, and why the others ended. */
export function Outcomes({ conversion: { placed, outcomes } }: { conversion: SalesView['conversion'] }) {
  return (
    <section aria-labelledby="outcomes" className="card p-5">
      <h3 id="outcomes" className="font-semibold">
        What became of the reservations
      </h3>
      <p className="mb-2 text-sm text-muted">
        Those made in this period, as they stand now. What was refunded had been paid for.
      </p>
      {placed === 0 ? (
        <p className="py-4">Nobody has reserved in this period.</p>
      ) : (
        <ShareTable
          caption="What became of the reservations"
          unit="Orders"
          whole={placed}
          shares={outcomes
            .filter(({ outcome, orders }) => orders > 0 || outcome === 'complete')
            .map(({ outcome, orders }) => ({
              name: outcomeNames[outcome],
              value: orders,
              tone: tones[outcome] ?? 'fill-edge',
            }))}
        />
      )}
    </section>
  );
}
