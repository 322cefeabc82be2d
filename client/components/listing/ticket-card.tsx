import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { Poster } from '@/components/poster/poster';
import { EventTime } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';
import { placeOf } from '@/lib/place';
import { StockBadge } from './availability';

export function TicketCard({ ticket }: { ticket: TicketView }) {
  const gone = ticket.available === 0 || ticket.status === 'cancelled';
  return (
    <article className="group relative flex flex-col">
      <div className="overflow-hidden rounded-xl shadow-stub transition-shadow group-hover:shadow-lift">
        <Poster
          ticket={ticket}
          className={`aspect-4/5 w-full transition-transform duration-300 group-hover:scale-[1.02] ${gone ? 'opacity-45 grayscale' : ''}`}
        />
      </div>
      <p className="mt-3 text-sm font-semibold text-accent">
        <EventTime instant={ticket.startsAt} style="card" />
      </p>
      <h3 className="mt-0.5 leading-snug font-semibold text-pretty break-words sm:text-lg sm:leading-snug">
        <Link href={`/tickets/${ticket.id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-xl">
          {ticket.title}
        </Link>
      </h3>
      <p className="mt-0.5 text-sm text-muted">{placeOf(ticket) || 'Place to be announced'}</p>
      <p className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-2">
        <span className="figures text-lg font-bold">{formatPrice(ticket.price, ticket.currency)}</span>
        <StockBadge stock={ticket} />
      </p>
    </article>
  );
}
