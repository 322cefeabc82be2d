'use client';
import type { Currency } from '@frontrow/common/contracts';
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { PayButton } from './pay-button';
import { usePaying } from './paying';

interface Props {
  publishableKey: string;
  total: string;
  /** Minor units. */
  amount: number;
  currency: Currency;
}

/** Stripe's own card form. The payment is made and confirmed by our server, so it only yields a payment method. */
export function StripeForm({ publishableKey, amount, currency, ...rest }: Props) {
  const [t, locale] = [useTranslations('checkout'), useLocale()];
  const [failed, setFailed] = useState(false);
  const [stripe] = useState(() =>
    loadStripe(publishableKey, { locale }).catch(() => {
      setFailed(true);
      return null;
    }),
  );
  if (failed) {
    return (
      <Notice kind="bad" title={t('declined.notLoaded')}>
        {t('declined.reload')}
      </Notice>
    );
  }
  return (
    <Elements
      stripe={stripe}
      options={{
        mode: 'payment',
        amount,
        currency: currency.toLowerCase(),
        captureMethod: 'manual',
        paymentMethodCreation: 'manual',
        allowedPaymentMethodTypes: ['card'],
      }}
    >
      <CardForm {...rest} />
    </Elements>
  );
}

function CardForm({ total }: Pick<Props, 'total'>) {
  const t = useTranslations('checkout');
  const stripe = useStripe();
  const elements = useElements();
  const { attempt, pay, leave, fail } = usePaying();
  const refused = (message = t('declined.refused')) => fail({ title: message, text: t('declined.notCharged') });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!stripe || !elements) return;
    return attempt(async () => {
      const checked = await elements.submit();
      if (checked.error) return refused(checked.error.message);
      const made = await stripe.createPaymentMethod({ elements });
      if (made.error) return refused(made.error.message);
      const payment = await pay({ paymentMethodId: made.paymentMethod.id });
      if (payment?.status !== 'requires_action') return;
      if (payment.challengeUrl) return leave(payment.challengeUrl);
      if (!payment.clientSecret) return;
      const confirmed = await stripe.handleNextAction({ clientSecret: payment.clientSecret });
      if (confirmed.error) refused(confirmed.error.message);
    });
  };

  return (
    <form onSubmit={submit} className="space-y-6">
      <PaymentElement />
      <PayButton total={total} ready={stripe !== null} />
    </form>
  );
}
