'use client';
import { Timer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { usePaying } from '@/components/checkout/paying';
import { deadlineCounts } from '@/lib/checkout-stage';
import { clockOf, useSecondsLeft } from '@/lib/seconds-left';
import { useOrder } from './live-order';

/** Moments at which the time left is also said aloud. */
const ANNOUNCED = [300, 60, 30, 10];
const URGENT = 60;

/** How long the tickets are held, in sight wherever the page is scrolled to, for as long as that decides anything. */
export function HoldClock() {
  const t = useTranslations('checkout.clock');
  const { order, receivedAt } = useOrder();
  const { stage } = usePaying();
  const left = useSecondsLeft(order.secondsLeft, receivedAt);
  const router = useRouter();
  const counts = deadlineCounts(stage);
  const isOver = counts && left === 0;

  // The stream tells when the order lapses; should it be broken just then, ask.
  useEffect(() => {
    if (!isOver) return;
    const timer = setTimeout(router.refresh, 2500);
    return () => clearTimeout(timer);
  }, [isOver, router]);

  if (!counts) return null;
  const canAct = stage === 'open' || stage === 'bank';
  const announced = ANNOUNCED.findLast((mark) => left <= mark);
  return (
    <section
      aria-label={t('name')}
      className={`hold-clock sticky top-[4.5rem] z-30 mt-5 flex items-center gap-x-4 rounded-2xl px-5 py-3 shadow-stub ${
        left <= URGENT ? 'bg-warn-soft text-warn' : 'bg-sunken'
      }`}
    >
      <Timer aria-hidden className="size-6 shrink-0" />
      {isOver ? (
        <p className="headline text-3xl">{t(canAct ? 'over' : 'finishing')}</p>
      ) : (
        <p className="min-w-0 leading-snug">
          <span role="timer" aria-live="off" className="figures headline text-3xl" data-testid="countdown">
            {clockOf(left)}
          </span>{' '}
          <span className="font-semibold">{t(canAct ? 'left' : 'leftToFinish')}</span>{' '}
          <span className="block text-sm">{t(canAct ? 'held' : 'underWay')}</span>
        </p>
      )}
      <p aria-live="polite" className="sr-only">
        {announced !== undefined &&
          !isOver &&
          (announced >= 60 ? t('minutes', { count: announced / 60 }) : t('seconds', { count: announced }))}
      </p>
    </section>
  );
}
