import type { TicketView } from '@frontrow/common/contracts';
import type { ReactNode } from 'react';
import { Poster } from '@/components/poster/poster';
import { formatPrice } from '@/lib/money';
import { placeOf } from '@/lib/place';
import { StockBadge } from './availability';

export type Shown = Pick<
  TicketView,
  | 'id'
  | 'title'
  | 'category'
  | 'venue'
  | 'city'
  | 'country'
  | 'price'
  | 'currency'
  | 'quantity'
  | 'available'
  | 'status'
  | 'sales'
>;

/** What a listing looks like among others, also while its seller is still writing it. */
export function CardFace({ ticket, time, title }: { ticket: Shown; time: ReactNode; title: ReactNode }) {
  const gone = ticket.available === 0 || ticket.status === 'cancelled';
  return (
    <article className="group relative flex flex-col">
      <div className="overflow-hidden rounded-xl shadow-stub transition-shadow group-hover:shadow-lift">
        <Poster
          ticket={ticket}
          className={`aspect-4/5 w-full transition-transform duration-300 group-hover:scale-[1.02] ${gone ? 'opacity-45 grayscale' : ''}`}
        />
      </div>
      <p className="mt-3 text-sm font-semibold text-accent">{time}</p>
      <h3 className="mt-0.5 leading-snug font-semibold text-pretty break-words sm:text-lg sm:leading-snug">{title}</h3>
      <p className="mt-0.5 text-sm text-muted">{placeOf(ticket) || 'Place to be announced'}</p>
      <p className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-2">
        <span className="figures text-lg font-bold">{formatPrice(ticket.price, ticket.currency)}</span>
        <StockBadge stock={ticket} />
      </p>
    </article>
  );
}
