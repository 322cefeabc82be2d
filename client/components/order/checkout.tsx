import { type OrderView, toMinor } from '@frontrow/common/contracts';
import { getLocale, getTranslations } from 'next-intl/server';
import { PayingProvider } from '@/components/checkout/paying';
import { PaymentArea } from '@/components/checkout/payment-area';
import { OutOfOrder } from '@/components/ui/out-of-order';
import { serverApi } from '@/lib/api/server';
import { formatPrice } from '@/lib/money';
import { HoldActions } from './hold-actions';
import { HoldClock } from './hold-clock';

/** The hold with its clock, and the card form that fits how payments are taken here. */
export async function Checkout({ order }: { order: OrderView }) {
  const [t, locale] = [await getTranslations('checkout'), await getLocale()];
  const { payments } = await serverApi();
  const [config, ofOrder] = await Promise.all([payments.config(), payments.ofOrder(order.id)]);

  return (
    <PayingProvider payment={ofOrder.ok ? ofOrder.data.at(-1) : undefined}>
      <h1 className="headline text-5xl sm:text-6xl">{t('title')}</h1>
      <HoldClock />
      <HoldActions />
      <section aria-labelledby="pay" className="card mt-6 p-5 sm:p-7">
        <h2 id="pay" className="headline text-3xl">
          {t('payByCard')}
        </h2>
        {!config.ok && (
          <div className="mt-4">
            <OutOfOrder what="card" problem={config.problem} />
            <p className="mt-3 text-sm text-muted">{t('stands')}</p>
          </div>
        )}
        {config.ok && (
          <PaymentArea
            publishableKey={config.data.publishableKey}
            total={formatPrice(order.total, order.currency, locale)}
            amount={toMinor(order.total, order.currency) ?? 0}
          />
        )}
      </section>
    </PayingProvider>
  );
}
