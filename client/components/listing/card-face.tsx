import type { TicketView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Poster } from '@/components/poster/poster';
import { PhaseBadge, useClosed } from '@/components/ui/phase';
import type { PosterImage } from '@/lib/api/poster-files';
import { formatPrice } from '@/lib/money';
import { placeOf } from '@/lib/place';
import { useDescribeStock } from './availability';

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
  | 'startsAt'
  | 'endsAt'
  | 'salesEndAt'
> & {
  /** The seller's own poster. */
  image: PosterImage | undefined;
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
  const { words, tone } = useDescribeStock()(ticket, useClosed(ticket));
  return (
    <article className="event-card">
      {/* Its shapes cost the browser nothing before they come near. */}
      <div className="event-card-frame">
        <Poster
          ticket={ticket}
          image={ticket.image}
          fetched={fetched}
          sizes="(min-width: 80rem) 16rem, (min-width: 64rem) 22vw, (min-width: 48rem) 30vw, 45vw"
          className={`event-card-poster ${tone === 'gone' ? 'gone' : ''}`}
        />
      </div>
      <p className="event-card-time">
        <PhaseBadge event={ticket} over={false} className="mb-1 block w-fit" />
        {time}
      </p>
      <h3>{title}</h3>
      <p className="event-card-place">
        <bdi>{placeOf(ticket) || t('place')}</bdi>
      </p>
      <p className="event-card-foot">
        <b className="figures">{ticket.price === null ? '–' : formatPrice(ticket.price, ticket.currency, locale)}</b>
        <span className={`badge badge-${tone}`}>{words}</span>
      </p>
    </article>
  );
}
