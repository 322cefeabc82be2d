import { newId } from '@frontrow/common/database';
import { anOrder, aSession, cookieOf, eventually, foreignKeys } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import supertest from 'supertest';
import { MAX_ATTEMPTS } from '../src/payment.ts';
import { aKey, attemptsOf, type Bench, startBench } from './bench.ts';

let bench: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  bench = await startBench({ changes: { STRIPE_PUBLISHABLE_KEY: 'pk_test_1' } });
});
afterAll(() => bench.stop());

describe('paying', () => {
  test('a good card is authorized, and nothing is charged', async () => {
    const order = await bench.place();
    const { status, body } = await bench.pay(order);
    expect(status).toBe(201);
    expect(body.payment).toMatchObject({
      orderId: order.id,
      status: 'authorized',
      amount: 50,
      currency: 'EUR',
      attempts: 1,
      failure: null,
      card: { brand: 'visa', last4: '4242' },
      clientSecret: null,
      challengeUrl: null,
    });
    expect(await bench.events(order)).toEqual(['started', 'authorized']);
    const { intents, ...money } = await bench.books(order);
    expect(money).toEqual({ authorized: 5000, captures: 0, captured: 0, refunded: 0, voided: 0, disputed: 0 });
    expect(intents).toMatchObject([{ capture_method: 'manual', metadata: { paymentId: body.payment.id } }]);
  });

  test('a payment method works like a token', async () => {
    const order = await bench.place();
    expect((await bench.pay(order, { paymentMethodId: 'pm_card_mastercard' })).body.payment.card.brand).toBe(
      'mastercard',
    );
  });

  test.each([
    ['yen have no decimals', 'JPY', 4000, 4000],
    ['dinars have three', 'KWD', 12_340, 12.34],
    ['krónur have none, and are written with two', 'ISK', 400_000, 4000],
    ['forints are charged with two', 'HUF', 400_000, 4000],
  ] as const)('%s', async (_name, currency, unitPrice, amount) => {
    const order = await bench.place({ currency, quantity: 1, unitPrice });
    expect((await bench.pay(order)).body.payment).toMatchObject({ amount, currency });
    await bench.complete(order);
    await bench.reaches(order, 'captured');
    await bench.cancel(order, 'refunded');
    await bench.reaches(order, 'refunded');
    expect(await bench.books(order)).toMatchObject({ captured: unitPrice, refunded: unitPrice });
  });

  test("a declined card is told in Stripe's words, and another one may follow on the same PaymentIntent", async () => {
    const order = await bench.place();
    const declined = await bench.pay(order, 'tok_chargeDeclinedInsufficientFunds');
    expect(declined.status).toBe(402);
    expect(declined.body).toMatchObject({
      title: 'Payment declined',
      code: 'card_declined',
      errors: [{ message: 'Your card has insufficient funds.', code: 'insufficient_funds' }],
      payment: { status: 'open', attempts: 1, failure: { code: 'card_declined', reason: 'insufficient_funds' } },
    });
    const paid = await bench.pay(order, 'tok_visa');
    expect(paid.status).toBe(201);
    expect(paid.body.payment).toMatchObject({ status: 'authorized', attempts: 2, failure: null });
    expect(await bench.events(order)).toEqual(['started', 'failed', 'started', 'authorized']);
    expect((await bench.books(order)).intents).toHaveLength(1);
  });

  test('a token that does not exist, or was used, fails the attempt and no more', async () => {
    const order = await bench.place();
    const unknown = await bench.pay(order, 'tok_nobodyknows');
    expect([unknown.status, unknown.body.code, unknown.body.payment.status]).toEqual([402, 'resource_missing', 'open']);
    expect((await bench.pay(order)).status).toBe(201);
  });

  test('an amount that Stripe does not take fails the attempt', async () => {
    const order = await bench.place({ unitPrice: 1, quantity: 1 });
    const { status, body } = await bench.pay(order);
    expect([status, body.code, body.payment.status]).toEqual([402, 'amount_too_small', 'open']);
    await bench.cancel(order);
    expect(await bench.events(order)).toEqual(['started', 'failed']);
  });

  test('cards are not tried without end', async () => {
    const order = await bench.place();
    for (let n = 0; n < MAX_ATTEMPTS; n++) expect((await bench.pay(order, 'tok_chargeDeclined')).status).toBe(402);
    const refused = await bench.pay(order, 'tok_visa');
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0].message).toMatch(/too many cards/);
  });
});

describe('3-D Secure', () => {
  const challenged = async () => {
    const order = await bench.place();
    const answer = await bench.pay(order, 'tok_threeDSecure2Required');
    expect(answer.status).toBe(202);
    const { payment } = answer.body;
    expect(payment).toMatchObject({
      status: 'requires_action',
      clientSecret: expect.stringMatching(/^pi_.*_secret_/),
      challengeUrl: expect.stringContaining('/3ds/'),
    });
    // The bank's page leads back to the order.
    const choose = async (outcome: string) => {
      const page = await supertest(payment.challengeUrl).post('').type('form').send({ outcome }).redirects(0);
      expect(page.headers.location).toContain(`http://frontrow.test/orders/${order.id}`);
    };
    return { order, choose };
  };

  test('passed: authorized, told by the webhook', async () => {
    const { order, choose } = await challenged();
    expect(await bench.events(order)).toEqual(['started']);
    await choose('approve');
    const payment = await bench.reaches(order, 'authorized');
    expect(payment).toMatchObject({ clientSecret: null, challengeUrl: null, card: { last4: '3220' } });
    expect(await bench.events(order)).toEqual(['started', 'authorized']);
  });

  test('failed: the order can be paid with another card', async () => {
    const { order, choose } = await challenged();
    await choose('fail');
    const payment = await bench.reaches(order, 'open');
    expect(payment.failure).toMatchObject({ code: 'payment_intent_authentication_failure' });
    expect((await bench.pay(order)).status).toBe(201);
    expect(await bench.events(order)).toEqual(['started', 'failed', 'started', 'authorized']);
  });

  test('passed, then declined', async () => {
    const order = await bench.place();
    const { body } = await bench.pay(order, 'tok_threeDSecureRequiredChargeDeclined');
    await supertest(body.payment.challengeUrl).post('').type('form').send({ outcome: 'approve' }).redirects(0);
    expect((await bench.reaches(order, 'open')).failure).toMatchObject({ code: 'card_declined' });
  });

  test('while it is waited for no other attempt begins', async () => {
    const { order } = await challenged();
    const second = await bench.pay(order, 'tok_visa');
    expect(second.status).toBe(409);
    expect(second.body.payment.status).toBe('requires_action');
  });

  describe('given up for another card', () => {
    const instead = (token: string) => ({ token, instead: true });

    test('it pays, and the bank of the first has nothing to confirm any more', async () => {
      const { order, choose } = await challenged();
      const { status, body } = await bench.pay(order, instead('tok_mastercard'));
      expect(status).toBe(201);
      expect(body.payment).toMatchObject({ status: 'authorized', attempts: 2, card: { brand: 'mastercard' } });
      expect((await attemptsOf(bench, order)).map((attempt) => attempt.status)).toEqual(['failed', 'authorized']);
      await choose('approve').catch(() => {}); // its page says that this is over
      await bench.complete(order);
      await bench.reaches(order, 'captured');
      expect(await bench.events(order)).toEqual(['started', 'started', 'authorized', 'captured']);
      expect(await bench.books(order)).toMatchObject({ intents: [{}], authorized: 5000, captures: 1, captured: 5000 });
    });

    test('it may be declined, or have a bank of its own, and then be given up as well', async () => {
      const { order } = await challenged();
      const secured = await bench.pay(order, instead('tok_threeDSecure2Required'));
      expect([secured.status, secured.body.payment.status]).toEqual([202, 'requires_action']);
      const declined = await bench.pay(order, instead('tok_chargeDeclined'));
      expect([declined.status, declined.body.payment.status]).toEqual([402, 'open']);
      expect((await bench.pay(order, instead('tok_visa'))).status).toBe(201);
      expect((await attemptsOf(bench, order)).map((attempt) => attempt.status)).toEqual([
        'failed',
        'failed',
        'failed',
        'authorized',
      ]);
    });

    test('whichever is first, the buyer is charged once', async () => {
      for (let round = 0; round < 5; round++) {
        const { order, choose } = await challenged();
        await Promise.all([bench.pay(order, instead('tok_mastercard')).then(), choose('approve').catch(() => {})]);
        await bench.complete(order);
        await bench.reaches(order, 'captured');
        const { intents, ...money } = await bench.books(order);
        expect(intents).toHaveLength(1);
        expect(money).toMatchObject({ authorized: 5000, captures: 1, captured: 5000, voided: 0 });
      }
    });

    test('confirmed already, it is the first that pays', async () => {
      const { order, choose } = await challenged();
      await bench.fault({ kind: 'webhook-drop', times: null });
      await choose('approve');
      const { status, body } = await bench.pay(order, instead('tok_mastercard'));
      await bench.noFaults();
      // The worker may have found out before: then the order is paid already.
      expect([201, 409]).toContain(status);
      expect(body.payment).toMatchObject({ status: 'authorized', card: { brand: 'visa', last4: '3220' } });
      expect(await bench.books(order)).toMatchObject({ authorized: 5000, voided: 0 });
    });

    test('of several at once one takes its place', async () => {
      const { order } = await challenged();
      const cards = ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_discover'];
      const answers = await Promise.all(cards.map((card) => bench.pay(order, instead(card))));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
      expect((await attemptsOf(bench, order)).map((attempt) => attempt.status)).toEqual(['failed', 'authorized']);
      expect(await bench.books(order)).toMatchObject({ intents: [{}], authorized: 5000 });
    });

    test('with news about the first on its way, it is not sent to the bank of that one', async () => {
      const { order } = await challenged();
      await bench.service.kit.db.db.execute(sql`update payments set news = news + 1 where order_id = ${order.id}`);
      const { status, body } = await bench.pay(order, instead('tok_visa'));
      expect([status, body.payment.status, body.payment.card?.last4]).toEqual([201, 'authorized', '4242']);
    });

    test('sent again with its Idempotency-Key, the first tells that it was given up', async () => {
      const order = await bench.place();
      const key = aKey();
      expect((await bench.pay(order, 'tok_threeDSecure2Required', key)).status).toBe(202);
      expect((await bench.pay(order, instead('tok_visa'))).status).toBe(201);
      const again = await bench.pay(order, 'tok_threeDSecure2Required', key);
      expect([again.status, again.body.code]).toEqual([402, 'card_replaced']);
    });

    test('is no way around an attempt whose outcome is not known', async () => {
      const order = await bench.place();
      await bench.fault({ kind: 'delay', delayMs: 1_000, match: { path: '/v1/payment_intents/*/confirm' } });
      const first = bench.pay(order).then((answer) => answer);
      await eventually(async () => expect((await bench.paymentOf(order))?.status).toBe('processing'));
      expect((await bench.pay(order, instead('tok_mastercard'))).status).toBe(409);
      expect((await first).status).toBe(201);
    });
  });
});

describe('one payment per order', () => {
  test('of many cards sent at once one is tried', async () => {
    const order = await bench.place();
    const cards = ['tok_visa', 'tok_mastercard', 'tok_amex', 'tok_discover', 'tok_jcb', 'tok_visa_debit'];
    const answers = await Promise.all(cards.map((card) => bench.pay(order, card)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await attemptsOf(bench, order)).toHaveLength(1);
    await bench.complete(order);
    await bench.reaches(order, 'captured');
    expect(await bench.books(order)).toMatchObject({ intents: [{}], captures: 1, captured: 5000, authorized: 5000 });
  });

  test('paid twice charges once', async () => {
    const order = await bench.place();
    expect((await bench.pay(order)).status).toBe(201);
    const again = await bench.pay(order);
    expect(again.status).toBe(409);
    expect(again.body.errors[0].message).toMatch(/paid already/);
    expect((await bench.books(order)).authorized).toBe(5000);
  });

  test('the same Idempotency-Key gives the same answer and does nothing', async () => {
    const order = await bench.place();
    const key = aKey();
    const first = await bench.pay(order, 'tok_chargeDeclined', key);
    const second = await bench.pay(order, 'tok_chargeDeclined', key);
    expect([first.status, second.status]).toEqual([402, 402]);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body.code).toBe(first.body.code);
    expect(await attemptsOf(bench, order)).toHaveLength(1);

    const good = aKey();
    const paid = await Promise.all([bench.pay(order, 'tok_visa', good), bench.pay(order, 'tok_visa', good)]);
    for (const { status } of paid) expect([201, 202]).toContain(status);
    expect((await bench.pay(order, 'tok_visa', good)).status).toBe(201);
    expect(await attemptsOf(bench, order)).toHaveLength(2);
  });

  test('an Idempotency-Key belongs to one request of one user', async () => {
    const [mine, other] = [await bench.place(), await bench.place()];
    const key = aKey();
    expect((await bench.pay(mine, 'tok_chargeDeclined', key)).status).toBe(402);
    expect((await bench.pay(mine, 'tok_visa', key)).status).toBe(409);
    expect((await bench.pay(other, 'tok_visa', key)).status).toBe(201);
    const sameBuyer = await bench.place({ userId: mine.state.userId });
    expect((await bench.pay({ ...sameBuyer, buyer: mine.buyer }, 'tok_visa', key)).status).toBe(409);

    const orders = await Promise.all([1, 2, 3, 4].map(() => bench.place({ userId: mine.state.userId })));
    const atOnce = aKey();
    const answers = await Promise.all(
      orders.map((order) => bench.pay({ ...order, buyer: mine.buyer }, 'tok_visa', atOnce)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

describe('what cannot be paid', () => {
  test('an order of someone else, or none', async () => {
    const order = await bench.place();
    const stranger = await cookieOf(aSession());
    expect((await bench.pay({ ...order, buyer: stranger })).status).toBe(404);
    const old = '01890000-0000-7000-8000-000000000000';
    expect((await bench.pay({ ...order, id: old })).status).toBe(404);
  });

  test('one that was placed a moment ago is waited for, then asked for again', async () => {
    const order = await bench.place();
    const missing = await bench.pay({ ...order, id: newId() });
    expect(missing.status).toBe(503);
    expect(missing.headers['retry-after']).toBeDefined();

    const late = anOrder({ userId: order.state.userId });
    const paying = bench.pay({ ...order, id: late.id }).then((answer) => answer);
    const { eventOf } = await import('@frontrow/common/testing');
    const { OrderCreated } = await import('@frontrow/common/contracts');
    await bench.service.deliver('payments-order', eventOf(OrderCreated, late));
    expect((await paying).status).toBe(201);
  });

  test('a cancelled, complete or expired order', async () => {
    const cancelled = await bench.place();
    await bench.cancel(cancelled);
    const expired = await bench.place({ expiresAt: new Date(Date.now() - 1000).toISOString() });
    const complete = await bench.place({ status: 'complete' });
    for (const [order, words] of [
      [cancelled, /was cancelled/],
      [expired, /time to pay this order is over/],
      [complete, /paid already/],
    ] as const) {
      const { status, body } = await bench.pay(order);
      expect(status).toBe(409);
      expect(body.errors[0].message).toMatch(words);
      expect(await bench.events(order)).toEqual([]);
      expect((await bench.books(order)).intents).toEqual([]);
    }
  });

  test('what the grace allows can be paid', async () => {
    const order = await bench.place({ expiresAt: new Date(Date.now() - 1000).toISOString() });
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await bench.update(order, { status: 'awaiting:payment', expiresAt });
    expect((await bench.pay(order)).status).toBe(201);
  });

  test.each([
    [{}, 'token'],
    [{ token: 'tok_visa', paymentMethodId: 'pm_card_visa' }, 'token'],
    [{ token: 'tok visa' }, 'token'],
    [{ token: 1 }, 'token'],
    [{ token: 'tok_visa', amount: 1 }, 'amount'],
    [{ token: 'tok_visa', orderId: 'x' }, 'orderId'],
  ])('%j is bad input', async (body, field) => {
    const order = await bench.place();
    const answer = await bench.pay(order, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });
});

describe('who may do what', () => {
  const get = (path: string, cookie = '') =>
    supertest(bench.service.url).get(`/api/payments${path}`).set('cookie', cookie);

  test('nobody without a good session', async () => {
    const order = await bench.place();
    const session = aSession({ userId: order.state.userId });
    const revoked = aSession({ userId: order.state.userId });
    await bench.service.kit.db.db.execute(
      sql`insert into revoked_sessions (id, expires_at) values (${revoked.id}, ${revoked.expiresAt.toISOString()})`,
    );
    const bad = [
      '',
      await cookieOf(session, foreignKeys.privateKey),
      await cookieOf({ ...session, expiresAt: new Date(Date.now() - 1000) }),
      await cookieOf(revoked),
    ];
    await eventually(async () => expect((await get('/refund-failures', bad.at(-1))).status).toBe(401));
    for (const buyer of bad) {
      expect((await bench.pay({ ...order, buyer })).status).toBe(401);
      expect((await get(`?orderId=${order.id}`, buyer)).status).toBe(401);
      expect((await get('/refund-failures', buyer)).status).toBe(401);
    }
  });

  test('a page of another site', async () => {
    const order = await bench.place();
    expect((await bench.pay(order, 'tok_visa', { origin: 'https://evil.test' })).status).toBe(403);
  });

  test('a payment is seen by its buyer and by operators', async () => {
    const order = await bench.place();
    expect((await get(`?orderId=${order.id}`, order.buyer)).body).toEqual([]);
    await bench.pay(order, 'tok_threeDSecure2Required');
    expect((await get(`?orderId=${order.id}`, order.buyer)).body).toMatchObject([{ clientSecret: expect.any(String) }]);
    const operator = await cookieOf(aSession({ role: 'operator' }));
    expect((await get(`?orderId=${order.id}`, operator)).body).toMatchObject([
      { orderId: order.id, clientSecret: null },
    ]);
    expect((await get(`?orderId=${order.id}`, await cookieOf(aSession()))).status).toBe(404);
    expect((await get('?orderId=01890000-0000-7000-8000-000000000000', order.buyer)).status).toBe(404);
    expect((await get(`?orderId=${newId()}`, order.buyer)).body).toEqual([]);
    expect((await get('', order.buyer)).body.errors).toEqual([
      { message: 'is required', field: 'orderId', code: 'required' },
    ]);
  });

  test('failures are for operators', async () => {
    expect((await get('/refund-failures', await cookieOf(aSession()))).status).toBe(403);
    expect((await get('/refund-failures', await cookieOf(aSession({ role: 'operator' })))).body).toEqual([]);
  });

  test('anyone learns which card form to show', async () => {
    expect((await get('/config')).body).toEqual({ publishableKey: 'pk_test_1' });
  });
});
