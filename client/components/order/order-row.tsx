import type { OrderView } from '@frontrow/common/contracts';
import { ChevronRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { UploadedPoster } from '@/components/poster/uploaded-poster';
import { PhaseBadge } from '@/components/ui/phase';
import { EventTime, Time } from '@/components/ui/time';
import { posterImage } from '@/lib/api/poster-files';
import { formatPrice } from '@/lib/money';
import { cancelReason } from '@/lib/order-words';

/** The colours that a status has everywhere. */
export const statusTones: Record<OrderView['status'], string> = {
  created: 'bg-warn-soft text-warn',
  'awaiting:payment': 'bg-warn-soft text-warn',
  complete: 'bg-good-soft text-good',
  cancelled: 'bg-sunken text-muted',
};

export async function OrderRow({ order }: { order: OrderView }) {
  const [t, locale] = [await getTranslations('order'), await getLocale()];
  const price = formatPrice(order.unitPrice, order.currency, locale);
  return (
    <article className="card relative flex items-center gap-4 p-4 hover:bg-sunken sm:p-5">
      <UploadedPoster
        image={posterImage(order.ticket)}
        sizes="4rem"
        className="hidden aspect-4/5 w-16 shrink-0 rounded-lg sm:block"
      />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className={`rounded-full px-2.5 py-0.5 font-semibold ${statusTones[order.status]}`}>
            {order.status === 'cancelled'
              ? t(`cancelled.reasons.${cancelReason(order)}.title`)
              : t(`status.${order.status}`)}
          </span>
          <Time instant={order.createdAt} style="day" />
          <span>{order.number}</span>
          {order.status !== 'cancelled' && <PhaseBadge event={order.times} />}
        </p>
        <h2 className="mt-2 text-lg leading-snug font-semibold">
          {/* A page load of its own: the checkout has its own content policy. */}
          <a href={`/orders/${order.id}`} className="after:absolute after:inset-0 after:rounded-2xl">
            <bdi>{order.ticket.title}</bdi>
          </a>
        </h2>
        <p className="text-sm text-muted">
          {t('summary.units', { count: order.quantity, price })}
          {' · '}
          <EventTime event={order.moved ?? order.ticket} style="short" />
        </p>
      </div>
      <p className="figures text-lg font-bold whitespace-nowrap">{formatPrice(order.total, order.currency, locale)}</p>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
    </article>
  );
}
