import type { OrderView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { RefundTerms } from '@/components/listing/refund-terms';
import { UploadedPoster } from '@/components/poster/uploaded-poster';
import { EventTime } from '@/components/ui/time';
import { posterImage } from '@/lib/api/poster-files';
import { formatPrice } from '@/lib/money';
import { fullPlaceOf } from '@/lib/place';

/** What was bought, on a stub; when and where it is today, and what was bought where that differs. */
export function OrderSummary({ order }: { order: OrderView }) {
  const [t, announced, locale] = [useTranslations('order.summary'), useTranslations('event.announced'), useLocale()];
  const { ticket, moved, quantity, unitPrice, total, currency } = order;
  const event = moved ?? ticket;
  /** Nothing was given back, nor refused for another reason than time. */
  const isRefundable = order.status !== 'cancelled' && order.refund === 'none';
  return (
    <aside
      aria-label={t('name')}
      className={`no-print min-w-0 lg:sticky lg:top-24 lg:order-none lg:self-start ${order.secondsLeft !== null ? 'order-first' : ''}`}
    >
      <div className="card">
        <UploadedPoster
          image={posterImage(ticket)}
          sizes="(min-width: 64rem) 24rem, 100vw"
          fetched="now"
          className="aspect-video w-full rounded-t-2xl"
        />
        <div className="p-5 sm:p-6">
          <p className="eyebrow text-accent">{t('tickets', { count: quantity })}</p>
          <h2 className="headline mt-1.5 text-3xl">
            <Link href={`/tickets/${ticket.id}`} className="rounded hover:underline">
              <bdi>{ticket.title}</bdi>
            </Link>
          </h2>
          <p className="mt-3 font-semibold">
            <EventTime event={event} style="full" />
          </p>
          <p className="text-muted">
            <bdi>{fullPlaceOf(event) || announced('place')}</bdi>
          </p>
          {moved && (
            <p className="mt-3 rounded-xl bg-warn-soft p-3 text-sm text-warn">
              {t.rich('moved', {
                time: () => <EventTime event={ticket} style="short" />,
                place: fullPlaceOf(ticket) || announced('place'),
              })}
            </p>
          )}
        </div>
        <div className="tear" />
        <dl className="figures grid grid-cols-[1fr_auto] gap-y-1.5 p-5 sm:p-6">
          <dt className="text-muted">
            {t('units', { count: quantity, price: formatPrice(unitPrice, currency, locale) })}
          </dt>
          <dd>{formatPrice(total, currency, locale)}</dd>
          <dt className="text-lg font-bold">{t('total')}</dt>
          <dd className="text-lg font-bold">{formatPrice(total, currency, locale)}</dd>
        </dl>
        {isRefundable && (
          <p className="no-print px-5 pb-5 text-sm text-muted sm:px-6 sm:pb-6">
            <RefundTerms until={order.refundableUntil} bought={order.status === 'complete'} />
          </p>
        )}
      </div>
      <p className="mt-3 px-2 text-sm text-muted" title={order.id}>
        {t('number', { number: order.number })}
      </p>
    </aside>
  );
}
