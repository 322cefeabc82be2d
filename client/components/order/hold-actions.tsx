'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { usePaying } from '@/components/checkout/paying';
import { Confirm } from '@/components/ui/confirm';
import { browserApi } from '@/lib/api/browser';
import { useProblemWords } from '@/lib/problem-words';
import { useSecondsLeft } from '@/lib/seconds-left';
import { useOrder } from './live-order';

/** More time, once, and giving the tickets up; while a card is on its way neither. */
export function HoldActions() {
  const t = useTranslations('checkout.hold');
  const { wordsOf } = useProblemWords();
  const { order, receivedAt } = useOrder();
  const { stage } = usePaying();
  const left = useSecondsLeft(order.secondsLeft, receivedAt);
  const router = useRouter();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [minutes, setMinutes] = useState<number>();
  const note = useRef<HTMLParagraphElement>(null);

  // The button is gone with what it gave: its focus goes to the words in its place.
  useEffect(() => {
    if (minutes !== undefined && !order.extendable) note.current?.focus();
  }, [minutes, order.extendable]);

  async function extend() {
    setBusy(true);
    const answer = await browserApi.orders.extend(order.id);
    if (answer.ok) setMinutes(Math.max(1, Math.round(((answer.data.secondsLeft ?? left) - left) / 60)));
    setProblem(answer.ok ? '' : wordsOf(answer.problem));
    setBusy(false);
    router.refresh();
  }

  if (stage !== 'open' && stage !== 'bank' && stage !== 'checking') return null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      {order.extendable ? (
        <button type="button" disabled={busy || minutes !== undefined} onClick={extend} className="button button-quiet">
          {t('more')}
        </button>
      ) : (
        left > 0 && (
          <p ref={note} tabIndex={-1} role="status" className="rounded-lg text-sm text-muted outline-none">
            {minutes === undefined ? t('moreUsed') : t('moreGiven', { count: minutes })}
          </p>
        )
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
      <p role="status" className="w-full text-sm text-bad empty:hidden">
        {problem}
      </p>
    </div>
  );
}
