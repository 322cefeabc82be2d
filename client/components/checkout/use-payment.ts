'use client';
import type { PaymentView } from '@frontrow/common/contracts';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useOrder } from '@/components/order/live-order';
import type { Payer } from '@/lib/api/api';
import { browserApi } from '@/lib/api/browser';
import { createIntent } from '@/lib/api/intent';
import { type ApiProblem, wordsOf } from '@/lib/api/result';
import { signInPath } from '@/lib/links';

export interface PaymentProblem {
  title: string;
  text: string;
}

/** Hands a card in. Resolves to the payment, or to nothing when it did not go through; `problem` says why, kindly. */
export function usePayment() {
  const { order } = useOrder();
  const router = useRouter();
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

export const declined = (why: string): PaymentProblem => ({
  title: why,
  text: 'You were not charged, and your tickets are still held: try again or use another card.',
});

function explain(problem: ApiProblem): PaymentProblem {
  const words = wordsOf(problem);
  if (problem.status === 402) return declined(words);
  if (problem.status === 409) return { title: 'This order cannot be paid now.', text: words };
  if (problem.status === 404) return { title: 'This order cannot be found.', text: words };
  if (problem.status === 0 || problem.status >= 500) {
    return {
      title: 'We could not hear back about your payment.',
      text: 'You can safely try again: the same payment is never taken twice.',
    };
  }
  return { title: 'Please check your card.', text: words };
}
