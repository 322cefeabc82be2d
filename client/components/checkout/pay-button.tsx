'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useOrder } from '@/components/order/live-order';
import { Notice } from '@/components/ui/notice';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useSecondsLeft } from '@/lib/seconds-left';
import { usePaying } from './paying';

/** The one button of the checkout, which says what has become of the card; what stood in the way is said beside it. */
export function PayButton({
  total,
  ready = true,
  className = '',
}: {
  total: string;
  ready?: boolean;
  className?: string;
}) {
  const t = useTranslations('checkout');
  const { stage, problem } = usePaying();
  const { order, receivedAt } = useOrder();
  const isOver = useSecondsLeft(order.secondsLeft, receivedAt) === 0;
  const hydrated = useHydrated();
  const shown = useRef<HTMLDivElement>(null);
  const news = problem?.isNew ? problem : undefined;
  useEffect(() => {
    if (news) shown.current?.focus();
  }, [news]);

  const words = {
    open: isOver ? t('clock.over') : t('pay', { total }),
    paying: t('paying'),
    leaving: t('leaving'),
    bank: '',
    checking: '',
    accepted: t('accepted'),
    paid: t('paid'),
    over: t('ended'),
  };
  return (
    <div className={className}>
      <div ref={shown} role="alert" tabIndex={-1} className="rounded-xl outline-none empty:hidden not-empty:mb-4">
        {problem && (
          <Notice kind="bad" title={problem.title}>
            {problem.text}
          </Notice>
        )}
      </div>
      <button
        type="submit"
        disabled={stage !== 'open' || isOver || !ready || !hydrated}
        className="button button-primary button-large w-full"
      >
        {words[stage]}
      </button>
      <p role="status" className="sr-only">
        {stage !== 'open' && words[stage]}
      </p>
    </div>
  );
}
