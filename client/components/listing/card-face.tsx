import type { TicketView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
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
  | 'currency'
  | 'quantity'
  | 'available'
  | 'status'
  | 'sales'
  | 'poster'
> & {
  /** Null while its seller has not said it. */
  price: number | null;
};

interface Props {
  ticket: Shown;
  time: ReactNode;
  title: ReactNode;
  /** When the seller's own poster is fetched: at once, or when it comes near. */
  fetched?: 'now' | 'near';
}

/** What a listing looks like among others, also while its seller is still writing it. */
export function CardFace({ ticket, time, title, fetched = 'near' }: Props) {
  const [t, locale] = [useTranslations('event.announced'), useLocale()];
  const gone = ticket.available === 0 || ticket.status === 'cancelled';
  return (
    <article className="group relative flex min-w-0 flex-col">
      {/* Its shapes cost the browser nothing before they come near. */}
      <div className="aspect-4/5 overflow-hidden rounded-xl shadow-stub transition-shadow [content-visibility:auto] group-hover:shadow-lift">
        <Poster
          ticket={ticket}
          fetched={fetched}
          sizes="(min-width: 80rem) 16rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, 45vw"
          className={`size-full transition-transform duration-300 group-hover:scale-[1.02] ${gone ? 'opacity-45 grayscale' : ''}`}
        />
      </div>
      <p className="mt-3 text-sm font-semibold text-accent">{time}</p>
      <h3 className="mt-0.5 leading-snug font-semibold text-pretty sm:text-lg sm:leading-snug">{title}</h3>
      <p className="mt-0.5 text-sm text-muted">
        <bdi>{placeOf(ticket) || t('place')}</bdi>
      </p>
      <p className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-2">
        <span className="figures text-lg font-bold">
          {ticket.price === null ? '–' : formatPrice(ticket.price, ticket.currency, locale)}
        </span>
        <StockBadge stock={ticket} />
      </p>
    </article>
  );
}
