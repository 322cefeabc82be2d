import type { ListingSalesView, SellingView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useDescribeListing } from '@/components/listing/listing-stock';
import { Poster } from '@/components/poster/poster';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime } from '@/components/ui/time';
import { posterImage } from '@/lib/api/poster-files';
import { closedByTime } from '@/lib/closed-by-time';
import { formatPrice } from '@/lib/money';
import { placeOf } from '@/lib/place';

interface Props {
  listing: SellingView;
  /** What it has earned, as orders knows. */
  sales: ListingSalesView | undefined;
}

/** A listing as its seller sees it: the figures, and what can be done with it. */
export function SellingRow({ listing, sales }: Props) {
  const [t, locale] = [useTranslations('selling'), useLocale()];
  const describeStock = useDescribeListing();
  const closed = closedByTime(listing, new Date());
  const { id, title, price, currency, quantity, capacity, held, sold, admitted, status, sales: state } = listing;
  // That it is over stands beside its date.
  const saysWhy = closed !== 'over' && (closed || listing.suspended || state !== 'open');
  const figures = [
    { name: t('row.sold'), value: t('row.soldOf', { sold, quantity }) },
    { name: t('row.reserved'), value: held },
    { name: t('row.left'), value: status === 'cancelled' ? 0 : Math.max(0, capacity - held - sold) },
    { name: t('row.letIn'), value: admitted },
    { name: t('row.revenue'), value: sales ? formatPrice(sales.revenue, sales.currency, locale) : '–' },
  ];
  return (
    <article className="card flex h-full gap-4 p-4 sm:gap-6 sm:p-5">
      <Poster
        ticket={{ id: listing.id, category: listing.category, title: listing.title }}
        image={posterImage(listing)}
        sizes="7rem"
        className="hidden aspect-4/5 w-28 shrink-0 self-start rounded-lg sm:block"
      />
      <div className="flex min-w-0 grow flex-col">
        <p className="text-sm font-semibold text-accent">
          <EventTime event={listing} style="short" />
        </p>
        {status !== 'cancelled' && <PhaseBadge event={listing} className="mt-1 w-fit" />}
        <h2 className="mt-0.5 text-xl leading-snug font-semibold">
          <Link href={`/sell/${id}`} className="rounded hover:underline">
            <bdi>{title}</bdi>
          </Link>
        </h2>
        <p className="text-sm text-muted">
          {placeOf(listing) && (
            <>
              <bdi>{placeOf(listing)}</bdi>
              {' · '}
            </>
          )}
          {[
            formatPrice(price, currency, locale),
            (status === 'cancelled' || saysWhy) && describeStock(listing, closed).words,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <dl className="my-4 grid grid-cols-3 gap-x-4 gap-y-3 sm:grid-cols-5">
          {figures.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-xs text-muted">{name}</dt>
              <dd className="figures font-bold whitespace-nowrap">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-auto flex flex-wrap gap-2">
          <Link href={`/sell/${id}`} className="button button-quiet">
            {t('links.sales')}
          </Link>
          <Link href={`/sell/${id}/check-in`} className="button button-quiet">
            {t('links.door')}
          </Link>
          <Link href={`/sell/${id}/edit`} className="button button-quiet">
            {t('links.edit')}
          </Link>
        </div>
      </div>
    </article>
  );
}
