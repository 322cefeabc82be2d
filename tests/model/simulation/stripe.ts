import type { Payment } from '../../../services/payments/src/payment.ts';
import { type Intent, keyOf, type Reply, type Step } from '../../../services/payments/src/settlement.ts';
import { type Account, GOOD, refundedOf, SECURED, type Trouble, type Webhook, type Witness } from './account.ts';

export type StripeModel = ReturnType<typeof aStripe>;

const KEY_MS = 24 * 60 * 60 * 1000;
const elsewhere: Reply = { kind: 'spent', reason: 'unexpected state' };
const unknown: Reply = { kind: 'unknown', reason: 'no answer' };
const refused: Reply = { kind: 'refused', failure: { code: 'refused', message: 'refused' } };

/** Stripe, as far as we use it: PaymentIntents, refunds, answers that keys keep, and webhooks. */
export function aStripe(witness: Witness) {
  const accounts: Account[] = [];
  const kept = new Map<string, { reply: Reply; until: number }>();
  const webhooks: Webhook[] = [];
  const executed = new Set<string>();
  let ids = 0;

  const find = (stripeId: string | null) => accounts.find(({ id }) => id === stripeId)!;
  const notify = (type: string, stripeId: string) => void webhooks.push({ id: `webhook-${++ids}`, type, stripeId });
  const answer = ({ id, status, clientSecret, challengeUrl, card, failure, received }: Account): Reply => ({
    kind: 'intent',
    intent: { id, status, clientSecret, challengeUrl, card, failure, received },
  });

  function authorize(account: Account) {
    account.status = 'requires_capture';
    notify('payment_intent.amount_capturable_updated', account.id);
  }

  function decline(account: Account) {
    account.status = 'requires_payment_method';
    account.failure = { code: 'card_declined', message: 'declined' };
    notify('payment_intent.payment_failed', account.id);
  }

  function create({ id: paymentId, orderId, amount }: Payment): Reply {
    const id = `intent-${accounts.length + 1}`;
    const empty = { clientSecret: 'secret', challengeUrl: null, card: null, failure: null, received: 0 };
    const nothing = { captures: 0, confirmations: 0, byHand: false, given: [] };
    accounts.push({ id, status: 'requires_payment_method', ...empty, orderId, paymentId, amount, ...nothing });
    return answer(accounts.at(-1)!);
  }

  function confirm(account: Account, { attempt }: Payment, slow: boolean): Reply {
    if (account.status !== 'requires_payment_method' && account.status !== 'requires_action') return elsewhere;
    account.confirmations += 1;
    const { reference } = attempt!;
    const card = 'token' in reference ? reference.token : reference.paymentMethodId;
    if (slow) account.status = 'processing';
    else if (card === SECURED) Object.assign(account, { status: 'requires_action', challengeUrl: `bank-${++ids}` });
    else if (card === GOOD) authorize(account);
    else {
      decline(account);
      return { kind: 'declined', failure: account.failure! };
    }
    return answer(account);
  }

  function capture(account: Account): Reply {
    if (account.status !== 'requires_capture') return elsewhere;
    account.status = 'succeeded';
    account.captures += 1;
    account.received += account.amount;
    witness.captured(account.orderId);
    notify('payment_intent.succeeded', account.id);
    return answer(account);
  }

  function cancel(account: Account): Reply {
    if (account.status === 'succeeded' || account.status === 'canceled' || account.status === 'processing')
      return elsewhere;
    account.status = 'canceled';
    notify('payment_intent.canceled', account.id);
    return answer(account);
  }

  function refund(account: Account, slow: boolean): Reply {
    if (account.given.some(({ state }) => state !== 'failed')) return elsewhere;
    const id = `refund-${++ids}`;
    account.given.push({ id, state: slow ? 'pending' : 'succeeded' });
    witness.refunded(account.orderId);
    notify('charge.refunded', account.id);
    return { kind: 'refund', id };
  }

  function look(account: Account): Reply {
    const { intent } = answer(account) as { intent: Intent };
    if (account.status !== 'succeeded') return { kind: 'intent', intent };
    const last = account.given.at(-1);
    const failure = last?.state === 'failed' ? { code: 'refund_failed', message: 'the bank sent it back' } : null;
    const refunds = { succeeded: refundedOf(account), ...(last && { last: { id: last.id, failure } }) };
    return { kind: 'intent', intent: { ...intent, refunds } };
  }

  /** By metadata: of several made for a payment, one that a card was put to. */
  function search({ orderId }: Payment): Reply {
    const made = accounts.filter((account) => account.orderId === orderId);
    const best = made.find(({ confirmations }) => confirmations > 0) ?? made[0];
    return best ? answer(best) : { kind: 'none' };
  }

  function execute(step: Step, payment: Payment, slow: boolean): Reply {
    const reply = take(step, payment, slow);
    const intention = keyOf(payment, step);
    if (reply.kind !== 'spent' && executed.has(intention)) witness.repeated(intention);
    executed.add(intention);
    return reply;
  }

  function take(step: Step, payment: Payment, slow: boolean): Reply {
    if (step === 'create') return create(payment);
    const account = find(payment.stripeId);
    if (step === 'confirm') return confirm(account, payment, slow);
    if (step === 'capture') return capture(account);
    if (step === 'cancel') return cancel(account);
    return refund(account, slow);
  }

  return {
    accounts,
    webhooks,
    /** A call. What was executed under a key once is answered again; what failed inside Stripe stays a failure. */
    ask(step: Step, payment: Payment, key: string, trouble: Trouble): Reply {
      if (trouble === 'cut') return unknown;
      if (step === 'look' || step === 'find') {
        if (trouble === 'executed, then cut') return unknown;
        return step === 'look' ? look(find(payment.stripeId)) : search(payment);
      }
      const known = kept.get(key);
      if (known && known.until > witness.now()) return trouble === 'executed, then cut' ? unknown : known.reply;
      const reply = trouble === 'refused' ? refused : execute(step, payment, trouble === 'slow');
      const failed = trouble === 'executed, then failed';
      const until = witness.now() + KEY_MS;
      kept.set(key, { reply: failed ? { kind: 'spent', reason: '500' } : reply, until });
      return failed || trouble === 'executed, then cut' ? unknown : reply;
    },
    /** The bank answers what waits for it: a challenge, a slow authorization, a refund under way. */
    bankAnswers(account: Account, approves: boolean) {
      const { status, given } = account;
      if (status === 'requires_action' || status === 'processing') approves ? authorize(account) : decline(account);
      for (const refund of given.filter(({ state }) => state === 'pending')) {
        refund.state = approves ? 'succeeded' : 'failed';
        notify(approves ? 'refund.updated' : 'refund.failed', account.id);
      }
    },
    /** What was not captured for too long is let go, and so is what pays for nothing. */
    release(account: Account) {
      cancel(account);
    },
    /** Someone pays back by hand, in Stripe's dashboard. */
    refundByHand(account: Account) {
      if (account.given.some(({ state }) => state !== 'failed')) return;
      account.given.push({ id: `refund-${++ids}`, state: 'succeeded' });
      account.byHand = true;
      notify('charge.refunded', account.id);
    },
    /** The bank sends a refund back weeks after it had seemed done. */
    refundComesBack(account: Account) {
      const last = account.given.at(-1);
      if (last?.state !== 'succeeded') return;
      last.state = 'failed';
      notify('refund.failed', account.id);
    },
  };
}
