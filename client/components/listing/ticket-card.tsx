import type { TicketView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { Poster } from '@/components/poster/poster';
import { EventTime } from '@/components/ui/time';
import { formatPrice } from '@/lib/money';
import { placeOf } from '@/lib/place';
import { StockBadge } from './availability';

interface Props {
  ticket: TicketView;
  /** It is in the first rows, which are seen without scrolling. */
  above?: boolean;
}

export function TicketCard({ ticket, above = false }: Props) {
  const gone = ticket.available === 0 || ticket.status === 'cancelled';
  return (
    <article className="group relative flex flex-col">
      <div className="overflow-hidden rounded-xl shadow-stub transition-shadow group-hover:shadow-lift">
        <Poster
          ticket={ticket}
          fetched={above ? 'now' : 'near'}
          sizes="(min-width: 80rem) 16rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, 45vw"
          className={`aspect-4/5 w-full transition-transform duration-300 group-hover:scale-[1.02] ${gone ? 'opacity-45 grayscale' : ''}`}
        />
      </div>
      <p className="mt-3 text-sm font-semibold text-accent">
        <EventTime event={ticket} style="event" />
      </p>
      <h3 className="mt-0.5 leading-snug font-semibold text-pretty break-words sm:text-lg sm:leading-snug">
        <Link href={`/tickets/${ticket.id}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-xl">
          <bdi>{ticket.title}</bdi>
        </Link>
      </h3>
      <p className="mt-0.5 text-sm break-words text-muted">
        <bdi>{placeOf(ticket) || 'Place to be announced'}</bdi>
      </p>
      <p className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-2">
        <span className="figures text-lg font-bold">{formatPrice(ticket.price, ticket.currency)}</span>
        <StockBadge stock={ticket} />
      </p>
    </article>
  );
}
