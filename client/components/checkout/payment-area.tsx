'use client';
import type { PaymentView } from '@frontrow/common/contracts';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useOrder } from '@/components/order/live-order';
import { Notice } from '@/components/ui/notice';
import { SandboxForm } from './sandbox-form';
import { useDeclined, usePayment } from './use-payment';

/** Only where a key is configured does anything of Stripe's get loaded. */
const StripeForm = dynamic(() => import('./stripe-form').then(({ StripeForm }) => StripeForm), { ssr: false });

interface Props {
  publishableKey: string | null;
  payment: PaymentView | undefined;
  total: string;
  /** Minor units. */
  amount: number;
}

export function PaymentArea({ publishableKey, payment, total, amount }: Props) {
  const t = useTranslations('checkout');
  const { order } = useOrder();
  const declined = useDeclined();
  const attempts = usePayment();
  const { busy } = attempts;
  const underWay = order.status === 'awaiting:payment' && !busy;
  const lastFailure = order.status === 'created' && !busy && order.paymentFailure;
  const failed = lastFailure
    ? declined({ message: lastFailure, code: payment?.failure?.reason ?? payment?.failure?.code })
    : undefined;
  const problem = attempts.problem ?? failed;
  const shown = useRef<HTMLDivElement>(null);
  const title = problem?.title;
  // Who pressed the button below may have it under the header, out of sight.
  useEffect(() => {
    if (title) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [title]);
  const challengeUrl = payment?.status === 'requires_action' ? payment.challengeUrl : null;

  return (
    <div className="mt-4">
      <div ref={shown} role="alert" className="scroll-my-24 empty:hidden not-empty:mb-5">
        {problem && (
          <Notice kind="bad" title={problem.title}>
            {problem.text}
          </Notice>
        )}
      </div>
      {underWay && (
        <Notice kind="info" title={t(challengeUrl ? 'bank.title' : 'checking.title')}>
          {challengeUrl ? (
            <a href={challengeUrl} className="button button-primary mt-3">
              {t('bank.button')}
            </a>
          ) : (
            t('checking.text')
          )}
        </Notice>
      )}
      <div hidden={underWay}>
        {publishableKey ? (
          <StripeForm
            publishableKey={publishableKey}
            attempts={attempts}
            total={total}
            amount={amount}
            currency={order.currency}
          />
        ) : (
          <SandboxForm attempts={attempts} total={total} />
        )}
      </div>
    </div>
  );
}
