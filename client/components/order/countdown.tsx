'use client';
import { Timer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';
import { useProblemWords } from '@/lib/problem-words';
import { useOrder } from './live-order';

/** Moments at which the time left is also said aloud. */
const ANNOUNCED = [300, 60, 30, 10];
const URGENT = 60;

/** Counts down what the server said is left; the device's own clock, right or wrong, plays no part. */
function useSecondsLeft(secondsLeft: number | null, receivedAt: number | undefined): number {
  const [now, setNow] = useState<number>();
  const [mountedAt, setMountedAt] = useState<number>();
  useEffect(() => {
    setMountedAt(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const since = receivedAt ?? mountedAt;
  const elapsed = now === undefined || since === undefined ? 0 : Math.max(0, now - since) / 1000;
  return Math.max(0, Math.ceil((secondsLeft ?? 0) - elapsed));
}

export function Countdown() {
  const t = useTranslations('checkout.clock');
  const { order, receivedAt } = useOrder();
  const left = useSecondsLeft(order.secondsLeft, receivedAt);
  const router = useRouter();
  const over = left === 0;

  // The stream tells when the order lapses; should it be broken just then, ask.
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(router.refresh, 2500);
    return () => clearTimeout(timer);
  }, [over, router]);

  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  const announced = ANNOUNCED.findLast((mark) => left <= mark);
  return (
    <section
      aria-label={t('name')}
      className={`mt-5 rounded-2xl p-5 ${left <= URGENT ? 'bg-warn-soft text-warn' : 'bg-sunken'}`}
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3 sm:flex-nowrap">
        <Timer aria-hidden className="size-7 shrink-0" />
        <div className="min-w-0 grow">
          <p role="timer" aria-live="off" className="figures headline text-4xl" data-testid="countdown">
            {over ? t('over') : clock}
          </p>
          <p className="mt-1 text-sm">{t(order.status === 'awaiting:payment' ? 'underWay' : 'held')}</p>
        </div>
        <HoldActions />
      </div>
      <p aria-live="polite" className="sr-only">
        {announced !== undefined &&
          !over &&
          (announced >= 60 ? t('minutes', { count: announced / 60 }) : t('seconds', { count: announced }))}
      </p>
    </section>
  );
}

function HoldActions() {
  const t = useTranslations('checkout.hold');
  const { wordsOf } = useProblemWords();
  const { order } = useOrder();
  const router = useRouter();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function extend() {
    setBusy(true);
    const answer = await browserApi.orders.extend(order.id);
    setProblem(answer.ok ? '' : wordsOf(answer.problem));
    setBusy(false);
    router.refresh();
  }

  return (
    <div className="flex flex-wrap gap-2 sm:shrink-0 sm:justify-end">
      {order.extendable && (
        <button type="button" disabled={busy} onClick={extend} className="button button-quiet">
          {t('more')}
        </button>
      )}
      {order.cancellable && (
        <Confirm
          label={t('release')}
          confirmLabel={t('releaseNow')}
          title={t('releaseTitle')}
          act={() => browserApi.orders.cancel(order.id)}
          done={router.refresh}
        >
          {t('releaseText')}
        </Confirm>
      )}
      <p role="status" className="w-full text-sm text-bad empty:hidden sm:max-w-56">
        {problem}
      </p>
    </div>
  );
}
