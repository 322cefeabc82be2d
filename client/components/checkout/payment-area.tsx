'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useOrder } from '@/components/order/live-order';
import { Notice } from '@/components/ui/notice';
import { hasForm } from '@/lib/checkout-stage';
import { usePaying } from './paying';
import { SandboxForm } from './sandbox-form';

/** Only where a key is configured does anything of Stripe's get loaded. */
const StripeForm = dynamic(() => import('./stripe-form').then(({ StripeForm }) => StripeForm), { ssr: false });

interface Props {
  publishableKey: string | null;
  total: string;
  /** Minor units. */
  amount: number;
}

export function PaymentArea({ publishableKey, total, amount }: Props) {
  const t = useTranslations('checkout');
  const { order } = useOrder();
  const { stage, challengeUrl, another, setAnother } = usePaying();
  const choosing = useRef<HTMLDivElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => {
    if (another) choosing.current?.focus();
  }, [another]);
  return (
    <div className="mt-4">
      {stage === 'bank' && (
        <Notice kind="info" title={t('bank.title')}>
          <p>{t('bank.text')}</p>
          <div className="mt-3 flex flex-wrap gap-3">
            {challengeUrl && (
              <a href={challengeUrl} className="button button-primary">
                {t('bank.button')}
              </a>
            )}
            <button type="button" onClick={() => setAnother(true)} className="button button-quiet">
              {t('bank.another')}
            </button>
          </div>
        </Notice>
      )}
      {stage === 'checking' && (
        <Notice kind="info" title={t('checking.title')}>
          {t('checking.text')}
        </Notice>
      )}
      {another && stage === 'open' && (
        <div ref={choosing} tabIndex={-1} className="mb-5 rounded-xl outline-none">
          <Notice kind="info" title={t('another.title')}>
            <p>{t('another.text')}</p>
            <button type="button" onClick={() => setAnother(false)} className="link mt-1 font-semibold">
              {t('another.back')}
            </button>
          </Notice>
        </div>
      )}
      <div hidden={!hasForm(stage)}>
        {publishableKey ? (
          <StripeForm publishableKey={publishableKey} total={total} amount={amount} currency={order.currency} />
        ) : (
          <SandboxForm total={total} />
        )}
      </div>
    </div>
  );
}
