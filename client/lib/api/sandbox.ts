import { createSend } from './request';
import type { Result } from './result';

export interface TestCard {
  number: string;
  label: string;
  /** What happens with it, in a few words. */
  outcome: string;
  brand: string;
}

export interface CardEntry {
  number: string;
  exp_month: string;
  exp_year: string;
  cvc: string;
}

const send = createSend({ base: '/stripe-sandbox', timeoutMs: 15_000 });

/** The payment sandbox, which stands in for the provider's own card form when no key is configured. */
export const sandbox = {
  testCards: () => send<TestCard[]>('/test-cards'),

  async tokenize(card: CardEntry): Promise<Result<{ id: string }>> {
    const answer = await send<{ id: string }>('/tokens', { method: 'POST', body: { card } });
    if (answer.ok) return answer;
    // It speaks Stripe's language, `{ error: { message, param } }`, not problem details.
    const error = answer.problem.error as { message?: string; param?: string } | undefined;
    if (!error?.message) return answer;
    const detail = { message: error.message, ...(error.param && { field: error.param }) };
    return { ok: false, problem: { ...answer.problem, title: error.message, errors: [detail] } };
  },
};
