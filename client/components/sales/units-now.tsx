import type { SalesView } from '@frontrow/common/contracts';
import { ShareTable } from '@/components/chart/share-table';
import { count } from '@/lib/sale-words';

/** Where all the tickets are at this moment. */
export function UnitsNow({ stock: { capacity, held, sold, left } }: { stock: SalesView['stock'] }) {
  return (
    <section aria-labelledby="units" className="card p-5">
      <h3 id="units" className="font-semibold">
        Tickets now
      </h3>
      <p className="mb-2 text-sm text-muted">{count(capacity)} in all, whatever the period.</p>
      <ShareTable
        caption="Where the tickets are"
        unit="Tickets"
        whole={Math.max(1, capacity)}
        shares={[
          { name: 'Sold', value: sold, tone: 'fill-good' },
          { name: 'Reserved, to be paid', value: held, tone: 'fill-warn' },
          { name: 'Left', value: left, tone: 'fill-edge' },
        ]}
      />
    </section>
  );
}
