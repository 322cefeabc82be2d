import type { OrderView } from '@frontrow/common/contracts';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { cancelReason } from '@/lib/order-words';
import { MoneyBack } from './money-back';

export function CancelledOrder({ order }: { order: OrderView }) {
  const t = useTranslations('order.cancelled');
  const reason = cancelReason(order);
  return (
    <section role="status" className="card p-6 sm:p-9">
      <p className="eyebrow text-muted">{t('eyebrow')}</p>
      <h1 id="outcome" tabIndex={-1} className="headline mt-2 text-5xl outline-none">
        {t(`reasons.${reason}.title`)}
      </h1>
      <div className="mt-4 max-w-prose space-y-4 text-lg">
        <p>{t(`reasons.${reason}.text`)}</p>
        <MoneyBack order={order} />
      </div>
      <div className="mt-6 flex flex-wrap gap-3">
        <Link href={`/tickets/${order.ticket.id}`} className="button button-primary">
          {t('back')}
        </Link>
        <Link href="/" className="button button-quiet">
          {t('other')}
        </Link>
      </div>
    </section>
  );
}
