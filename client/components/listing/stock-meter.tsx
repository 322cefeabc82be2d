import type { AvailabilityView } from '@frontrow/common/contracts';
import type { Closed } from '@/lib/closed-by-time';
import { useDescribeListing } from './listing-stock';

const SEATS = 12;

/** What is left, as words and as a row of seats: lit ones are still free. */
export function StockMeter({ stock, closed }: { stock: AvailabilityView; closed: Closed | undefined }) {
  const { words, tone } = useDescribeListing()(stock, closed);
  const open = stock.status === 'on_sale' && !closed;
  const free = open ? Math.ceil((stock.available / Math.max(1, stock.quantity)) * SEATS) : 0;
  const seats = Array.from({ length: SEATS }, (_, seat) => ({ seat, lit: seat < free }));
  return (
    <div className="sm:text-right">
      <p
        role="status"
        className={`text-lg font-bold ${tone === 'gone' ? 'text-muted' : tone === 'scarce' ? 'text-warn' : 'text-good'}`}
      >
        {words}
      </p>
      <svg viewBox="0 0 168 14" aria-hidden="true" className="mt-1.5 h-3.5 w-42">
        {seats.map(({ seat, lit }) => (
          <circle key={seat} cx={7 + seat * 14} cy="7" r="5" className={lit ? 'fill-good' : 'fill-line'} />
        ))}
      </svg>
    </div>
  );
}
