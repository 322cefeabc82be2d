import { isolated, type OrderView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { OrderTickets } from '@/components/admission/order-tickets';
import { AddToCalendar } from '@/components/listing/add-to-calendar';
import { KeepOffline } from '@/components/offline/keep-offline';
import { Notice } from '@/components/ui/notice';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { AskRefund } from './ask-refund';
import { Confetti } from './confetti';
import { RefreshUntil } from './refresh-until';

/** Paid: the tickets are here, or are about to be. */
export async function CompleteOrder({ order }: { order: OrderView }) {
  const [t, locale] = [await getTranslations('order'), await getLocale()];
  const total = formatPrice(order.total, order.currency, locale);
  const count = order.quantity;
  const answer = await (await serverApi()).tickets.admissions({ orderId: order.id });
  const admissions = answer.ok ? answer.data : [];
  const issued = admissions.length >= order.quantity;

  return (
    <>
      <section
        role="status"
        className="no-print rise on-stage relative overflow-hidden rounded-2xl bg-stage p-6 text-stage-ink sm:p-9"
      >
        <Confetti orderId={order.id} />
        <p className="eyebrow text-spot">{t('complete.eyebrow')}</p>
        <h1 id="outcome" tabIndex={-1} className="headline mt-2 text-6xl outline-none sm:text-7xl">
          {t('complete.title')}
        </h1>
        <p className="mt-4 text-lg font-semibold">
          <bdi>{order.ticket.title}</bdi>
        </p>
        <p className="mt-1 max-w-prose text-lg text-stage-muted">{t('complete.show', { total, count })}</p>
        <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-2">
          <Link href="/my-tickets" className="button button-spot">
            {t('complete.allTickets')}
          </Link>
          {order.ticket.startsAt && <AddToCalendar event={order.ticket} className="text-stage-ink!" />}
        </div>
      </section>
      <section aria-label={t('complete.tickets')} className="mt-6">
        {!answer.ok && <OutOfOrder what="tickets" problem={answer.problem} />}
        {answer.ok && !issued && (
          <div role="status" className="card flex items-center gap-4 p-6">
            <span aria-hidden className="size-6 animate-spin rounded-full border-3 border-line border-t-accent" />
            <p className="font-semibold">{t('complete.printing', { count })}</p>
          </div>
        )}
        <RefreshUntil done={issued} />
        {admissions.length > 0 && <OrderTickets admissions={admissions} />}
        {issued && <KeepOffline name={`${isolated(order.ticket.title)} · ${order.number}`} also="/my-tickets" />}
      </section>
      <div className="no-print mt-6">
        {order.refund === 'requested' && (
          <Notice kind="info" title={t('refund.checked')}>
            {t('refund.checkedText')}
          </Notice>
        )}
        {order.refund === 'refused' && (
          <Notice kind="warn" title={t('refund.refused')}>
            {t('refund.refusedText')}
          </Notice>
        )}
        {order.cancellable && <AskRefund orderId={order.id} total={total} />}
      </div>
    </>
  );
}
