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

interface StripeError {
  message?: string;
  param?: string;
  code?: string;
  /** More exact than the code, where there is one. */
  decline_code?: string;
}

const send = createSend({ base: '/stripe-sandbox', timeoutMs: 15_000 });

/** The payment sandbox, which stands in for the provider's own card form when no key is configured. */
export const sandbox = {
  testCards: () => send<TestCard[]>('/test-cards'),

  async tokenize(card: CardEntry): Promise<Result<{ id: string }>> {
    const answer = await send<{ id: string }>('/tokens', { method: 'POST', body: { card } });
    if (answer.ok) return answer;
    // It speaks Stripe's language, `{ error: { message, param, … } }`, not problem details.
    const error = answer.problem.error as StripeError | undefined;
    if (!error?.message) return answer;
    const { message, param, code, decline_code = code } = error;
    const detail = { message, ...(param && { field: param }), ...(decline_code && { code: decline_code }) };
    return { ok: false, problem: { ...answer.problem, title: message, errors: [detail] } };
  },
};
