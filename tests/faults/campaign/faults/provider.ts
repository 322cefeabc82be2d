import { eventually } from '@frontrow/common/testing';
import { type ProviderFault, providerFault } from '../../../system/support/stripe.ts';
import type { Random } from '../random.ts';
import type { FaultMaker } from './fault.ts';
import { untilBack } from './processes.ts';

/** The calls of Stripe's API that a fault may strike; `create` meets whatever is asked of an intent first. */
const paths: Record<string, string> = {
  create: '/v1/payment_intents',
  confirm: '/v1/payment_intents/*/confirm',
  capture: '/v1/payment_intents/*/capture',
  cancel: '/v1/payment_intents/*/cancel',
  refund: '/v1/refunds',
};

const arranged = (fault: ProviderFault) => {
  let takeBack = async (): Promise<unknown> => undefined;
  return {
    async start() {
      await untilBack('sandbox');
      // It listens before it has read its books, and answers 503 until then.
      takeBack = await eventually(() => providerFault(fault), 30_000, 50);
    },
    async heal() {
      await takeBack();
    },
  };
};

const status = (random: Random) => random.pick([500, 500, 409, 429]);

/** What goes wrong with the provider's answers to one kind of call. */
export const answering =
  (kind: string, options: (random: Random) => object = () => ({})): FaultMaker =>
  (target, random) => {
    const match = { method: 'POST', path: paths[target] };
    return arranged({ kind, match, times: random.int(2, 8), ...options(random) });
  };

/** Stripe keeps a failure of its own under the idempotency key, but no conflict and no limit. */
export const withStatus = (random: Random) => {
  const given = status(random);
  return { status: given, remember: given === 500 ? random.pick(['answer', 'error']) : 'answer' };
};
/** Within the patience of payments, or beyond it. */
export const late = (random: Random) => ({ delayMs: random.pick([1_500, 4_000, 12_000]) });

/** What goes wrong with the provider's messages to us. */
export const webhooks =
  (kind: string, options: (random: Random) => object = () => ({})): FaultMaker =>
  (_target, random) =>
    arranged({ kind, times: random.int(5, 40), ...options(random) });
