'use client';
import type { PaymentView } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useOrder } from '@/components/order/live-order';
import type { Payer } from '@/lib/api/api';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import type { ApiProblem } from '@/lib/api/result';
import { signInPath } from '@/lib/links';
import { useProblemWords } from '@/lib/problem-words';

export interface PaymentProblem {
  title: string;
  text: string;
}

/** Hands a card in. Resolves to the payment, or to nothing when it did not go through; `problem` says why, kindly. */
export function usePayment() {
  const { order } = useOrder();
  const router = useRouter();
  const explain = useExplanation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PaymentProblem>();
  const [intent] = useState(createIntent);

  async function pay(payer: Payer): Promise<PaymentView | undefined> {
    const answer = await browserApi.payments.pay(order.id, payer, intent.keyFor(payer));
    intent.settle(answer.ok ? answer.status : answer.problem.status);
    // The card was never taken. The way back leads here, where the hold goes on.
    if (!answer.ok && answer.problem.status === 401) {
      window.location.assign(signInPath(`/orders/${order.id}`, true));
      return undefined;
    }
    router.refresh();
    if (answer.ok) return answer.data.payment;
    setProblem(explain(answer.problem));
    return undefined;
  }

  /** Runs one attempt from the card form to the bank; while it runs, no second one can start. */
  async function attempt(run: () => Promise<void>) {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await run();
    } finally {
      setBusy(false);
    }
  }

  return { attempt, pay, busy, problem, setProblem };
}

/** Says that a card was declined, and why. */
export function useDeclined() {
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
