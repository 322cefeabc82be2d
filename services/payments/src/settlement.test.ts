import type { OrderStatus } from '@frontrow/common/contracts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Change,
  newPayment,
  owedBack,
  type PayableOrder,
  type Payment,
  retryRefund,
  settleRefund,
  start,
  whyNotPayable,
  whyNotRetried,
  whyNotSettled,
} from './payment.ts';
import {
  type Intent,
  KEY_LIFETIME_MS,
  keyed,
  keyOf,
  learn,
  mayOwe,
  nextStep,
  plan,
  type Reply,
  type Step,
} from './settlement.ts';

const someday = new Date('2030-01-01T00:00:00Z');
const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
const anOrder = (status: OrderStatus = 'created'): PayableOrder => ({
  id: 'order',
  userId: 'user',
  status,
  total: 5000,
  currency: 'EUR',
  expiresAt: someday,
});

/** A PaymentIntent whose confirmation is yet to come, or failed. */
const intent: Intent = {
  id: 'pi',
  status: 'requires_payment_method',
  clientSecret: null,
  challengeUrl: null,
  card: null,
  failure: null,
  received: 0,
};

/** Stripe, as far as it matters here: PaymentIntents, refunds, and answers that keys keep. */
function aStripe() {
  const intents: (Intent & { refunded: number; confirmedBy: string[] })[] = [];
  const kept = new Map<string, Reply>();
  const books = { captures: 0, captured: 0, refunded: 0, authorized: 0 };
  const elsewhere: Reply = { kind: 'spent', reason: 'unexpected state' };

  function execute(step: Step, payment: Payment, key: string, { approve, inPart }: Will): Reply {
    if (step === 'create') {
      intents.push({
        id: `pi_${intents.length}`,
        status: 'requires_payment_method',
        clientSecret: 'secret',
        challengeUrl: null,
        card: null,
        failure: null,
        received: 0,
        refunded: 0,
        confirmedBy: [],
      });
      return { kind: 'intent', intent: { ...intents.at(-1)! } };
    }
    if (step === 'find') {
      const found = intents.find(({ confirmedBy }) => confirmedBy.length > 0) ?? intents[0];
      return found ? { kind: 'intent', intent: { ...found } } : { kind: 'none' };
    }
    const intent = intents.find(({ id }) => id === payment.stripeId)!;
    const answer = (): Reply => ({ kind: 'intent', intent: { ...intent } });
    switch (step) {
      case 'confirm': {
        if (!['requires_payment_method', 'requires_action'].includes(intent.status)) return elsewhere;
        intent.confirmedBy.push(key);
        const { reference } = payment.attempt!;
        if ('paymentMethodId' in reference) {
          Object.assign(intent, { status: 'requires_action', challengeUrl: `challenge of ${key}` });
          return answer();
        }
        if (!approve) {
          intent.failure = { code: 'card_declined', message: 'no' };
          intent.status = 'requires_payment_method';
          return { kind: 'declined', failure: intent.failure };
        }
        intent.status = 'requires_capture';
        books.authorized += 1;
        return answer();
      }
      case 'capture':
        if (intent.status !== 'requires_capture') return elsewhere;
        if (!approve) return { kind: 'refused', failure: { code: 'no', message: 'no' } };
        intent.status = 'succeeded';
        intent.received = inPart ? payment.amount - 1 : payment.amount;
        books.captures += 1;
        books.captured += intent.received;
        return answer();
      case 'cancel':
        if (intent.status === 'succeeded' || intent.status === 'canceled') return elsewhere;
        intent.status = 'canceled';
        return answer();
      case 'refund':
        if (intent.refunded > 0) return elsewhere;
        intent.refunded = intent.received;
        books.refunded += intent.received;
        return { kind: 'refund', id: 're_1' };
      case 'look': {
        const last = intent.refunded > 0 ? { last: { id: 're_1', failure: null } } : {};
        return { kind: 'intent', intent: { ...intent, refunds: { succeeded: intent.refunded, ...last } } };
      }
    }
  }

  return {
    intents,
    books,
    /** The buyer's answer to a challenge, given on the bank's page. */
    challenge(approve: boolean) {
      const intent = intents.find(({ status }) => status === 'requires_action');
      if (!intent) return;
      intent.status = approve ? 'requires_capture' : 'requires_payment_method';
      intent.failure = approve ? null : { code: 'authentication', message: 'no' };
      if (approve) books.authorized += 1;
    },
    /** A day has passed: Stripe remembers no key any more. */
    forget: () => kept.clear(),
    ask(step: Step, payment: Payment, trouble: Trouble, will: Will): Reply {
      const unknown: Reply = { kind: 'unknown', reason: 'cut' };
      if (trouble === 'cut') return unknown;
      if (step === 'look' || step === 'find')
        return trouble === 'executed, then cut' ? unknown : execute(step, payment, '', will);
      const key = keyOf(payment, step);
      const reply = kept.get(key) ?? execute(step, payment, key, will);
      if (!kept.has(key)) {
        kept.set(key, trouble === 'executed, then failed' ? { kind: 'spent', reason: '500' } : reply);
        if (trouble === 'executed, then failed') return unknown;
      }
      return trouble === 'executed, then cut' ? unknown : reply;
    },
  };
}

/** What the bank wants: to let the money go, and all of it. */
interface Will {
  approve: boolean;
  inPart: boolean;
}

type Trouble = 'none' | 'cut' | 'executed, then cut' | 'executed, then failed';
const trouble = fc.constantFrom<Trouble>('none', 'none', 'cut', 'executed, then cut', 'executed, then failed');
const will = fc.record({ approve: fc.boolean(), inPart: fc.boolean() });
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('step' as const), trouble, will }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pay' as const), challenge: fc.boolean(), instead: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('challenge' as const), approve: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('webhook' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('a day passes' as const) }) },
  // A process that stopped between the call and its outcome: the call was made, and nobody heard the answer.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), will }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** One order's life: the machine, Stripe and the orders service, which completes what is authorized unless cancelled. */
function world(age: typeof keyed) {
  const stripe = aStripe();
  let now = new Date('2026-01-01T00:00:00Z');
  let order = anOrder();
  let payment = newPayment('payment', order);
  const changes: Change[] = [];
  let attempts = 0;

  function happened(more: Change[], now: Payment) {
    for (const change of more) {
      if (change.event === 'authorized' && order.status !== 'cancelled') order = { ...order, status: 'complete' };
      if (change.event === 'capture_failed') order = { ...order, status: 'cancelled' };
    }
    changes.push(...more);
    payment = now;
  }

  function step(troubled: Trouble, will: Will): boolean {
    const next = nextStep(payment, order.status, now);
    if (!next) return false;
    payment = age(payment, next, now);
    const learned = learn(payment, order.status, next, payment, stripe.ask(next, payment, troubled, will), now);
    happened(learned.changes, learned.payment);
    return true;
  }

  return {
    stripe,
    changes,
    step,
    state: () => ({ payment, order }),
    act(a: Action) {
      if (a.do === 'step') step(a.trouble, a.will);
      if (a.do === 'challenge') stripe.challenge(a.approve);
      if (a.do === 'webhook') payment = { ...payment, news: payment.news + 1 };
      if (a.do === 'cancel') order = { ...order, status: 'cancelled' };
      if (a.do === 'crash') {
        const next = nextStep(payment, order.status, now);
        if (!next) return;
        payment = age(payment, next, now);
        stripe.ask(next, payment, 'none', a.will);
      }
      if (a.do === 'a day passes') {
        now = later(now, KEY_LIFETIME_MS);
        stripe.forget();
      }
      if (a.do === 'pay' && whyNotPayable(order, payment, new Date(0), a.instead) === undefined) {
        attempts += 1;
        const reference = a.challenge ? { paymentMethodId: 'pm' } : { token: 'tok' };
        const change = start(payment, `attempt-${attempts}`, reference);
        happened([change], change.payment);
      }
    },
  };
}

const endsWell = (age: typeof keyed) =>
  fc.property(fc.array(action, { maxLength: 60 }), fc.boolean(), fc.boolean(), (history, approve, refunded) => {
    const { stripe, changes, step, state, act } = world(age);
    const settle = () => {
      for (let n = 0; step('none', { approve, inPart: false }); n++) {
        stripe.challenge(approve);
        if (n > 50) throw new Error(`does not come to rest: ${JSON.stringify(state())}`);
      }
    };
    for (const a of history) {
      act(a);
      const { payment } = state();
      expect(stripe.books.captures).toBeLessThanOrEqual(1);
      expect(payment.amountCaptured).toBeLessThanOrEqual(stripe.books.captured);
      expect(payment.amountRefunded).toBeLessThanOrEqual(stripe.books.refunded);
      // Nobody is admitted for a part: that is what `captured` would lead to.
      if (payment.status === 'captured') expect(stripe.books.captured).toBe(payment.amount);
    }
    settle();
    if (refunded) act({ do: 'cancel' });
    settle();

    const { payment, order } = state();
    const { books, intents } = stripe;
    expect(books).toMatchObject({
      captured: payment.amountCaptured + payment.amountTaken,
      refunded: payment.amountRefunded + payment.amountTaken,
    });
    expect(books.captured - books.refunded).toBe(order.status === 'complete' ? order.total : 0);
    expect(['open', 'captured', 'capture_failed', 'voided', 'refunded']).toContain(payment.status);
    if (order.status === 'complete') expect(payment.status).toBe('captured');
    // Nothing is held on a card but what was charged, and no card was put to a PaymentIntent that is not ours.
    for (const intent of intents) {
      expect(['requires_payment_method', 'succeeded', 'canceled']).toContain(intent.status);
      if (intent.id !== payment.stripeId) expect(intent.confirmedBy).toEqual([]);
    }
    // However often keys were forgotten: one PaymentIntent, and no card was put to it twice under the same key.
    expect(intents.length).toBeLessThanOrEqual(1);
    for (const { confirmedBy } of intents) expect(new Set(confirmedBy).size).toBe(confirmedBy.length);
    expect(changes.map((change) => change.payment.version)).toEqual(changes.map((_, index) => index + 1));
    const ends = changes.filter(
      ({ event }) => event === 'captured' || event === 'voided' || event === 'capture_failed',
    );
    expect(ends.length).toBeLessThanOrEqual(1);
  });

describe('any history', () => {
  test('ends with the right money, once the trouble is over', () => {
    fc.assert(endsWell(keyed), { numRuns: 1000 });
  });

  test('the negative control: when the age of keys is not known, a forgotten one does things twice', () => {
    expect(
      fc.check(
        endsWell((payment) => payment),
        { numRuns: 5000 },
      ).failed,
    ).toBe(true);
  });
});

describe('a key that Stripe may have forgotten is not used again', () => {
  const [asked, nextDay] = [someday, later(someday, KEY_LIFETIME_MS)];
  const started = start(newPayment('p', anOrder()), 'attempt', { token: 'tok' }).payment;

  test('a creation is looked for by its metadata, and made anew only when there is none', () => {
    const payment = keyed(started, 'create', asked);
    expect(nextStep(payment, 'created', later(nextDay, -1))).toBe('create');
    expect(nextStep(payment, 'created', nextDay)).toBe('find');
    const found = learn(payment, 'created', 'find', payment, { kind: 'intent', intent }, nextDay).payment;
    expect([found.stripeId, nextStep(found, 'created', nextDay)]).toEqual(['pi', 'look']);
    const none = learn(payment, 'created', 'find', payment, { kind: 'none' }, nextDay).payment;
    expect(nextStep(none, 'created', nextDay)).toBe('create');
    expect(keyOf(none, 'create')).not.toBe(keyOf(payment, 'create'));
  });

  test('a confirmation is looked into; the card is not tried again, and the attempt has failed', () => {
    const payment = keyed({ ...started, stripeId: 'pi' }, 'confirm', asked);
    expect(nextStep(payment, 'created', nextDay)).toBe('look');
    const look = (status: Intent['status'], at: Date) =>
      learn(payment, 'created', 'look', payment, { kind: 'intent', intent: { ...intent, status } }, at).payment;
    expect(look('requires_payment_method', nextDay)).toMatchObject({ status: 'open', attempt: { status: 'failed' } });
    expect(look('requires_capture', nextDay).status).toBe('authorized');
    // The same look on the same day says nothing: a call may still be under way.
    expect(look('requires_payment_method', asked).status).toBe('processing');
  });

  test.each<[Step, Payment, OrderStatus]>([
    ['capture', { ...started, status: 'authorized', stripeId: 'pi' }, 'complete'],
    ['cancel', { ...started, status: 'authorized', stripeId: 'pi' }, 'cancelled'],
    ['refund', { ...started, status: 'captured', stripeId: 'pi', amountCaptured: 5000 }, 'cancelled'],
  ])('a %s is looked into, and what is still owed is asked with the next key', (step, state, order) => {
    const payment = keyed(state, step, asked);
    expect(nextStep(payment, order, nextDay)).toBe('look');
    const status = step === 'refund' ? 'succeeded' : 'requires_capture';
    const answer: Reply = { kind: 'intent', intent: { ...intent, status, refunds: { succeeded: 0 } } };
    const looked = learn(payment, order, 'look', payment, answer, nextDay).payment;
    expect(nextStep(looked, order, nextDay)).toBe(step);
    expect(keyOf(looked, step)).not.toBe(payment.lastKey);
  });
});

describe('what is owed follows state', () => {
  const authorized: Payment = { ...newPayment('p', anOrder()), status: 'authorized', stripeId: 'pi' };
  const captured: Payment = { ...authorized, status: 'captured', amountCaptured: 5000 };

  test.each<[string, Payment, OrderStatus, Step | undefined]>([
    ['undecided', authorized, 'awaiting:payment', undefined],
    ['complete', authorized, 'complete', 'capture'],
    ['cancelled', authorized, 'cancelled', 'cancel'],
    ['charged and complete', captured, 'complete', undefined],
    ['charged and cancelled', captured, 'cancelled', 'refund'],
    ['charged, cancelled, asked to refund', { ...captured, refundId: 're' }, 'cancelled', 'look'],
    ['charged, cancelled, the refund failed', { ...captured, refundFailed: true }, 'cancelled', undefined],
    ['not capturable', { ...authorized, failure: { code: 'x', message: 'x' } }, 'complete', 'cancel'],
    ['never attempted', newPayment('p', anOrder()), 'cancelled', undefined],
    ['declined before', { ...authorized, status: 'open' }, 'cancelled', 'cancel'],
    ['waiting for the bank', { ...authorized, status: 'requires_action' }, 'created', 'look'],
    ['with news', { ...captured, news: 1 }, 'complete', 'look'],
  ])('%s', (_name, payment, order, step) => {
    expect(nextStep(payment, order, someday)).toBe(step);
  });
});

describe('a refund that failed', () => {
  const charged: Payment = {
    ...newPayment('p', anOrder()),
    ...{ status: 'captured', stripeId: 'pi', amountCaptured: 5000, refundId: 're_1' },
  };
  const failure = { code: 'expired_or_canceled_card', message: 'it did not arrive' };
  const look = (payment: Payment, last: { id: string; failure: typeof failure | null }, succeeded = 0) =>
    learn(
      payment,
      'cancelled',
      'look',
      payment,
      { kind: 'intent', intent: { ...intent, status: 'succeeded', refunds: { succeeded, last } } },
      someday,
    );
  const failed = look(charged, { id: 're_1', failure }).payment;

  test('waits for a person, and owes Stripe nothing', () => {
    expect(failed).toMatchObject({ refundFailed: true, failedRefundId: 're_1' });
    expect([nextStep(failed, 'cancelled', someday), owedBack(failed)]).toEqual([undefined, 5000]);
    expect(whyNotSettled(charged)?.code).toBe('refund_not_failed');
  });

  test('is paid back another way once, and not asked for again', () => {
    const { event, payment } = settleRefund(failed, 'cash', someday);
    expect([event, payment.settlement?.amount, owedBack(payment)]).toEqual(['refund_settled', 5000, 0]);
    expect(whyNotSettled(payment)?.code).toBe('settled_already');
    expect(whyNotRetried(payment)?.code).toBe('settled_already');
    expect(nextStep(payment, 'cancelled', someday)).toBeUndefined();
  });

  test('is asked for once more under a new key, whatever is told late of the one that failed', () => {
    const again = retryRefund(failed);
    expect([nextStep(again, 'cancelled', someday), keyOf(again, 'refund')]).toEqual(['refund', 'p-refund-2']);
    expect(whyNotSettled(again)?.code).toBe('refund_not_failed');
    expect(look(again, { id: 're_1', failure }).changes).toEqual([]);
    const asked = { ...again, refundId: 're_2' };
    expect(look(asked, { id: 're_1', failure }).changes).toEqual([]);
    expect(look(asked, { id: 're_2', failure }).payment).toMatchObject({ refundFailed: true, failedRefundId: 're_2' });
    expect(look(asked, { id: 're_2', failure: null }, 5000).payment.status).toBe('refunded');
  });

  test('is not asked for again while a bank has the money, nor of a payment that has ended', () => {
    const dispute = { refundable: false } as Payment['dispute'];
    expect(whyNotRetried({ ...failed, dispute })?.code).toBe('not_retriable');
    expect(whyNotRetried({ ...failed, status: 'capture_failed' })?.code).toBe('not_retriable');
    expect(whyNotRetried(failed)).toBeUndefined();
  });
});

test('a look at what a webhook told does not keep a new card waiting', () => {
  const open: Payment = { ...newPayment('p', anOrder()), status: 'open', stripeId: 'pi' };
  const { payment } = start(open, 'a', { token: 't' });
  const [told, now] = [{ ...payment, news: 1 }, someday];
  expect(plan(told, 'created', now, undefined, 0)).toEqual({ do: 'ask', step: 'look', tries: 0 });
  const learned = learn(told, 'created', 'look', told, { kind: 'intent', intent }, now);
  expect([learned.payment.status, learned.changes]).toEqual(['processing', []]);
  expect(plan(learned.payment, 'created', now, learned, 0)).toEqual({ do: 'ask', step: 'confirm', tries: 1 });
  expect(plan(learned.payment, 'created', now, learned, 1)).toMatchObject({ do: 'pause' });
});

describe('another card, while one waits for its bank', () => {
  const begun = start({ ...newPayment('p', anOrder()), stripeId: 'pi' }, 'first', { paymentMethodId: 'pm' }).payment;
  const atBank: Intent = { ...intent, status: 'requires_action', challengeUrl: 'the bank of the first' };
  const answer = (payment: Payment, step: Step, found: Intent) =>
    learn(payment, 'awaiting:payment', step, payment, { kind: 'intent', intent: found }, someday).payment;
  const waiting = answer(begun, 'confirm', atBank);

  test('is only tried when its buyer says so', () => {
    expect(waiting.status).toBe('requires_action');
    expect(whyNotPayable(anOrder('awaiting:payment'), waiting, new Date(0))?.code).toBe('payment_waits');
    expect(whyNotPayable(anOrder('awaiting:payment'), waiting, new Date(0), true)).toBeUndefined();
    const processing = { ...waiting, status: 'processing' } as const;
    expect(whyNotPayable(anOrder('awaiting:payment'), processing, new Date(0), true)?.code).toBe('payment_processing');
  });

  test('is not taken for the one that it replaces, whenever Stripe is looked at', () => {
    const second = { ...start(waiting, 'second', { token: 'tok' }).payment, news: 1 };
    expect(nextStep(second, 'awaiting:payment', someday)).toBe('look');
    const looked = answer(second, 'look', atBank);
    expect(looked.status).toBe('processing');
    expect([nextStep(looked, 'awaiting:payment', someday), keyOf(looked, 'confirm')]).toEqual([
      'confirm',
      'second-confirm-1',
    ]);
    // The control: were it forgotten where the first was sent, the second would wait for that bank.
    expect(answer({ ...second, challengeUrl: null }, 'look', atBank).status).toBe('requires_action');
  });

  test('may have to go to a bank of its own', () => {
    const second = start(waiting, 'second', { paymentMethodId: 'pm' }).payment;
    const own = { ...atBank, challengeUrl: 'the bank of the second' };
    expect(answer(second, 'confirm', own)).toMatchObject({ status: 'requires_action', challengeUrl: own.challengeUrl });
    expect(answer({ ...second, news: 1 }, 'look', own).status).toBe('requires_action');
  });

  test('is not needed when the first was confirmed in the meantime: it is one payment', () => {
    const second = start(waiting, 'second', { token: 'tok' }).payment;
    const reply: Reply = { kind: 'spent', reason: 'unexpected state' };
    const looking = learn(second, 'awaiting:payment', 'confirm', second, reply, someday).payment;
    expect(nextStep(looking, 'awaiting:payment', someday)).toBe('look');
    expect(answer(looking, 'look', { ...intent, status: 'requires_capture' }).status).toBe('authorized');
  });
});

test('what cannot happen to a payment is a mistake of ours', () => {
  const payment = { ...newPayment('p', anOrder()), status: 'captured' as const };
  expect(() => start(payment, 'a', { token: 't' })).toThrow('a payment that is captured cannot be started');
});

test.each([
  ['open', undefined],
  ['processing', 'confirm'],
  ['requires_action', 'look'],
  ['authorized', undefined],
  ['captured', undefined],
  ['capture_failed', undefined],
  ['voided', undefined],
  ['refunded', undefined],
] as const)('an order that goes on makes a payment that is %s owe nothing new', (status, step) => {
  const payment: Payment = {
    ...start(newPayment('p', anOrder()), 'attempt', { token: 'tok' }).payment,
    ...{ stripeId: 'pi', status },
  };
  const states: OrderStatus[] = ['created', 'awaiting:payment', 'complete', 'cancelled'];
  const asItIs = states.filter((order) => !mayOwe(order));
  expect(asItIs).toEqual(['created', 'awaiting:payment']);
  // What is owed here is under way, and due by itself.
  for (const order of asItIs) expect(nextStep(payment, order, someday)).toBe(step);
});
