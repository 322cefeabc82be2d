import type Stripe from 'stripe';

/** The `error` member of Stripe's answers; it has the same shape as a PaymentIntent's `last_payment_error`. */
export type ErrorBody = Stripe.PaymentIntent.LastPaymentError;

/** A refusal in Stripe's own shape: thrown by what cannot be done, answered as `{ error: body }`. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  /** For the `Retry-After` header, in seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ErrorBody, retryAfter?: number) {
    super(body.message);
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body.code ? { ...body, doc_url: docUrl(body.code) } : body;
  }
}

const docUrl = (code: string) => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;

/** 400: the request itself is wrong, or comes in the wrong state. */
export function invalidRequest(message: string, details: Partial<ErrorBody> = {}): StripeFailure {
  return new StripeFailure(400, { message, ...details, type: 'invalid_request_error' });
}

export function missing(kind: string, id: string, param = 'id', status = 404): StripeFailure {
  const body = { code: 'resource_missing', message: `No such ${kind}: '${id}'`, param, type: 'invalid_request_error' };
  return new StripeFailure(status, body);
}

export function unexpectedState(message: string, intent: Stripe.PaymentIntent): StripeFailure {
  return invalidRequest(message, { code: 'payment_intent_unexpected_state', payment_intent: intent });
}

/** 402: the card, not the request, is at fault. */
export function cardError(code: string, message: string, details: Partial<ErrorBody> = {}): StripeFailure {
  return new StripeFailure(402, { code, message, ...details, type: 'card_error' });
}
