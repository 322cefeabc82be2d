'use client';
import type { PaymentView } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useOrder } from '@/components/order/live-order';
import { RefreshUntil } from '@/components/order/refresh-until';
import type { Payer } from '@/lib/api/api';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import type { ApiProblem } from '@/lib/api/result';
import { awaitsNews, type Sent, type Stage, stageOf } from '@/lib/checkout-stage';
import { signInPath } from '@/lib/links';
import { useProblemWords } from '@/lib/problem-words';

export interface PaymentProblem {
  title: string;
  text: string;
}

interface Paying {
  stage: Stage;
  /** Why the last card did not pay; `isNew` unless it was there when the page came. */
  problem: (PaymentProblem & { isNew: boolean }) | undefined;
  /** Where the buyer confirms with the bank, while that is waited for. */
  challengeUrl: string | null;
  another: boolean;
  setAnother(another: boolean): void;
  /** Runs one attempt from the card form to the bank; while it runs, no second one can start. */
  attempt(run: () => Promise<void>): Promise<void>;
  /** Hands a card in. Resolves to the payment, or to nothing when it did not go through. */
  pay(payer: Payer): Promise<PaymentView | undefined>;
  /** Goes to the bank's page. */
  leave(url: string): void;
  /** Says what stood in the way before a card could be handed in. */
  fail(problem: ApiProblem | PaymentProblem): void;
}

const Context = createContext<Paying | undefined>(undefined);

export function usePaying(): Paying {
  const paying = useContext(Context);
  if (!paying) throw new Error('usePaying needs a PayingProvider around it');
  return paying;
}

/** What became of the card that was sent last, and of which order and payment that can be old by now. */
interface LastSent {
  what: Sent;
  version: number;
  attempts: number;
}

/** Knows where the checkout stands, for its clock and its form: by what the page sent, what it was drawn with, and the stream. */
export function PayingProvider({ payment, children }: { payment: PaymentView | undefined; children: ReactNode }) {
  const { order, isDrawn } = useOrder();
  const router = useRouter();
  const explain = useExplanation();
  const declined = useDeclined();
  const [last, setLast] = useState<LastSent>();
  const [another, setAnother] = useState(false);
  const [problem, setProblem] = useState<PaymentProblem>();
  const [intent] = useState(createIntent);
  const drawn = isDrawn ? payment : undefined;
  const stage = stageOf({ order, payment: drawn, sent: last?.what, another });

  // What the page knew first is old once the order has moved on, or the server has drawn what became of it.
  useEffect(() => {
    if (!last || last.what === 'paying' || last.what === 'leaving') return;
    const isPayable = order.status === 'created' && order.version > last.version;
    const hasEnded = drawn?.status === 'open' && drawn.attempts >= last.attempts;
    if (isPayable || hasEnded) setLast(undefined);
  }, [last, order, drawn]);

  // Who comes back from the bank may get this page as it was left.
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return;
      setLast(undefined);
      router.refresh();
    };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [router]);

  const send = (what: Sent, attempts = 0) => setLast({ what, version: order.version, attempts });

  async function pay(payer: Payer): Promise<PaymentView | undefined> {
    const body = { ...payer, ...(another && { instead: true }) };
    const answer = await browserApi.payments.pay(order.id, body, intent.keyFor(body));
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    if (answer.ok) {
      send(answer.status === 201 ? 'accepted' : 'checking', answer.data.payment.attempts);
      setAnother(false);
      router.refresh();
      return answer.data.payment;
    }
    // The card was never taken. The way back leads here, where the hold goes on.
    if (answer.problem.status === 401) {
      leave(signInPath(`/orders/${order.id}`, true));
      return undefined;
    }
    const isPaid = answer.problem.errors.some(({ code }) => code === 'paid_already');
    if (isPaid) send('accepted');
    else if (answer.problem.status === 402) send('declined');
    if (answer.problem.status === 402) setAnother(false);
    if (!isPaid) setProblem(explain(answer.problem));
    router.refresh();
    return undefined;
  }

  async function attempt(run: () => Promise<void>) {
    if (stage !== 'open') return;
    send('paying');
    setProblem(undefined);
    try {
      await run();
    } finally {
      setLast((now) => (now?.what === 'paying' ? undefined : now));
    }
  }

  function leave(url: string) {
    send('leaving');
    window.location.assign(url);
  }

  const failure = drawn?.failure;
  const before =
    order.status === 'created' && order.paymentFailure
      ? declined({ message: order.paymentFailure, code: failure?.reason ?? failure?.code })
      : undefined;
  const shown = problem ? { ...problem, isNew: true } : before && { ...before, isNew: false };
  const value: Paying = {
    stage,
    problem: stage === 'open' ? shown : undefined,
    challengeUrl: drawn?.challengeUrl ?? null,
    another,
    setAnother,
    attempt,
    pay,
    leave,
    fail: (why) => setProblem('status' in why ? explain(why) : why),
  };
  return (
    <Context value={value}>
      {children}
      <RefreshUntil done={!awaitsNews(stage)} />
    </Context>
  );
}

/** Says that a card was declined, and why. */
function useDeclined() {
  const t = useTranslations('checkout.declined');
  const { sentencesOf } = useProblemWords();
  return (why: { message: string; code?: string | undefined }): PaymentProblem => ({
    title: sentencesOf([why]),
    text: t('tryOther'),
  });
}

function useExplanation() {
  const t = useTranslations('checkout.declined');
  const { wordsOf } = useProblemWords();
  const declined = useDeclined();
  return (problem: ApiProblem): PaymentProblem => {
    const [why] = problem.errors;
    if (problem.status === 402 && why) return declined(why);
    const text = wordsOf(problem);
    if (problem.status === 409) return { title: t('notPayable'), text };
    if (problem.status === 404) return { title: t('notFound'), text };
    if (problem.status === 429) return { title: t('wait'), text };
    if (problem.status === 0 || problem.status >= 500) return { title: t('silent'), text: t('tryAgain') };
    return { title: t('check'), text };
  };
}
