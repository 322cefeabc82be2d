import { describe, expect, test } from '@jest/globals';
import { noRedirects, refusal, tokenised, useBench } from './testing/bench.ts';

const bench = useBench();
const order = { amount: 1999, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;

describe('a payment with manual capture', () => {
  test('is created, confirmed with a token, captured, and told in events', async () => {
    const created = await bench.stripe.paymentIntents.create({ ...order, metadata: { orderId: 'order-1' } });
    expect(created).toMatchObject({ amount: 1999, currency: 'eur', status: 'requires_payment_method' });
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`));

    const confirmed = await bench.stripe.paymentIntents.confirm(created.id, tokenised('tok_visa'));
    expect(confirmed).toMatchObject({ status: 'requires_capture', amount_capturable: 1999, amount_received: 0 });
    const authorized = await bench.stripe.charges.retrieve(String(confirmed.latest_charge));
    expect(authorized).toMatchObject({ captured: false, paid: true, amount_captured: 0, status: 'succeeded' });

    const captured = await bench.stripe.paymentIntents.capture(created.id);
    expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1999 });
    const charge = await bench.stripe.charges.retrieve(String(captured.latest_charge));
    expect(charge).toMatchObject({ captured: true, amount_captured: 1999, amount_refunded: 0 });

    await bench.receiver.next('payment_intent.succeeded', created.id);
    expect(bench.receiver.typesFor(created.id).toSorted()).toEqual([
      'charge.captured',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.created',
      'payment_intent.succeeded',
    ]);
  });

  test('cannot be captured twice', async () => {
    const { id } = await bench.authorized();
    await bench.stripe.paymentIntents.capture(id);
    const error = await refusal(bench.stripe.paymentIntents.capture(id));
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      message: 'This PaymentIntent could not be captured because it has already been captured.',
      payment_intent: { id, status: 'succeeded' },
    });
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 1000, captureCount: 1 });
  });

  test('of two captures at once one wins', async () => {
    const { id } = await bench.authorized();
    const outcomes = await Promise.allSettled([
      bench.stripe.paymentIntents.capture(id),
      bench.stripe.paymentIntents.capture(id),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('can be captured in part, and releases the rest', async () => {
    const { id } = await bench.authorized(1000);
    const tooMuch = await refusal(bench.stripe.paymentIntents.capture(id, { amount_to_capture: 1001 }));
    expect(tooMuch).toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount_to_capture' });

    const captured = await bench.stripe.paymentIntents.capture(id, { amount_to_capture: 400 });
    expect(captured).toMatchObject({ status: 'succeeded', amount: 1000, amount_received: 400 });
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ authorized: 1000, captured: 400, voided: 600 });
  });

  test('cancelled, releases the money, and cannot be captured or confirmed any more', async () => {
    const { id } = await bench.authorized();
    const cancelled = await bench.stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(cancelled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned', amount_capturable: 0 });
    expect(cancelled.canceled_at).toEqual(expect.any(Number));
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ authorized: 1000, captured: 0, voided: 1000 });

    for (const attempt of [
      bench.stripe.paymentIntents.capture(id),
      bench.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
      bench.stripe.paymentIntents.cancel(id),
    ]) {
      expect(await refusal(attempt)).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    }
    await bench.receiver.next('payment_intent.canceled', id);
  });

  test('cannot be cancelled after the capture', async () => {
    const { id } = await bench.authorized();
    await bench.stripe.paymentIntents.capture(id);
    const error = await refusal(bench.stripe.paymentIntents.cancel(id));
    expect(error.code).toBe('payment_intent_unexpected_state');
    expect(error.message).toMatch(/^You cannot cancel this PaymentIntent because it has a status of succeeded\./);
  });

  test('loses its authorization for good with the card whose capture fails', async () => {
    const { id } = await bench.authorized(1000, 'pm_card_captureFail');
    const error = await refusal(bench.stripe.paymentIntents.capture(id));
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'charge_expired_for_capture',
      payment_intent: { status: 'canceled', cancellation_reason: 'automatic' },
    });
    expect(await bench.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'canceled', amount_received: 0 });
    expect((await bench.ledger()).paymentIntents[id]).toMatchObject({ captured: 0, voided: 1000, captureCount: 0 });
    await bench.receiver.next('charge.expired', id);
  });
});

describe('creating and confirming', () => {
  test('in one call, with automatic capture, takes the money at once', async () => {
    const paid = await bench.paid(500, 'pm_card_mastercard');
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 500, amount_capturable: 0 });
    expect((await bench.ledger()).paymentIntents[paid.id]).toMatchObject({ authorized: 500, captured: 500 });
  });

  test('keeps a payment method until it is confirmed', async () => {
    const created = await bench.stripe.paymentIntents.create({ ...order, payment_method: 'pm_card_amex' });
    expect(created.status).toBe('requires_confirmation');
    const method = await bench.stripe.paymentMethods.retrieve(String(created.payment_method));
    expect(method.card).toMatchObject({ brand: 'amex', last4: '0005' });
    expect((await bench.stripe.paymentIntents.confirm(created.id)).status).toBe('requires_capture');
  });

  test('needs a payment method, and a way back where methods may redirect', async () => {
    const { id } = await bench.stripe.paymentIntents.create(order);
    const noMethod = await refusal(bench.stripe.paymentIntents.confirm(id));
    expect(noMethod.message).toMatch(/missing a payment method/);

    const { automatic_payment_methods: _default, ...open } = order;
    const created = await bench.stripe.paymentIntents.create(open);
    expect(created.automatic_payment_methods).toEqual({ allow_redirects: 'always', enabled: true });
    const noWayBack = await refusal(
      bench.stripe.paymentIntents.confirm(created.id, { payment_method: 'pm_card_visa' }),
    );
    expect(noWayBack.message).toMatch(/you must provide a `return_url`/);
  });

  test('takes a payment method that was made before', async () => {
    const method = await bench.stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_mastercard' } });
    const paid = await bench.stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      confirm: true,
      payment_method: method.id,
      return_url: 'http://shop.example/',
    });
    expect(paid).toMatchObject({
      status: 'succeeded',
      payment_method: method.id,
      allowed_payment_method_types: ['card'],
    });
  });
});

describe('reading', () => {
  test('retrieves, with the client secret too, and expands', async () => {
    const { id, client_secret } = await bench.authorized();
    const found = await bench.stripe.paymentIntents.retrieve(id, { client_secret: String(client_secret) });
    expect(found.id).toBe(id);
    const wrong = await refusal(bench.stripe.paymentIntents.retrieve(id, { client_secret: 'pi_1_secret_2' }));
    expect(wrong).toMatchObject({ statusCode: 400, param: 'client_secret' });

    const whole = await bench.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge', 'payment_method'] });
    expect(whole.latest_charge).toMatchObject({ object: 'charge', payment_intent: id });
    expect(whole.payment_method).toMatchObject({ object: 'payment_method', type: 'card' });
    const unknown = await refusal(bench.stripe.paymentIntents.retrieve(id, { expand: ['nothing'] }));
    expect(unknown.message).toMatch(/cannot be expanded/);
  });

  test('lists the newest first, in pages to both sides and by time', async () => {
    const made = [await bench.authorized(), await bench.authorized(), await bench.authorized()];
    const [oldest, middle, newest] = made.map(({ id }) => id);
    const first = await bench.stripe.paymentIntents.list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true, url: '/v1/payment_intents' });
    expect(first.data.map(({ id }) => id)).toEqual([newest, middle]);
    const older = await bench.stripe.paymentIntents.list({ limit: 1, starting_after: String(middle) });
    expect(older.data.map(({ id }) => id)).toEqual([oldest]);
    const newer = await bench.stripe.paymentIntents.list({ limit: 5, ending_before: String(oldest) });
    expect(newer.data.map(({ id }) => id)).toEqual([newest, middle]);

    const future = Math.floor(Date.now() / 1000) + 60;
    expect((await bench.stripe.paymentIntents.list({ created: { gt: future } })).data).toEqual([]);
    expect((await bench.stripe.paymentIntents.list({ created: { lte: future } })).data.length).toBeGreaterThan(2);
    const gone = await refusal(bench.stripe.paymentIntents.list({ starting_after: 'pi_gone' }));
    expect(gone).toMatchObject({ code: 'resource_missing', param: 'starting_after' });
  });

  test('pages through everything with the auto-paging of the SDK', async () => {
    const seen = new Set<string>();
    for await (const { id } of bench.stripe.paymentIntents.list({ limit: 2 })) seen.add(id);
    const all = await bench.stripe.paymentIntents.list({ limit: 100 });
    expect(seen.size).toBe(all.data.length);
  });

  test('searches by metadata, status and currency', async () => {
    const metadata = { orderId: "it's-7" };
    const { id } = await bench.stripe.paymentIntents.create({ ...order, metadata });
    const search = async (query: string) => {
      const { data, object } = await bench.stripe.paymentIntents.search({ query });
      expect(object).toBe('search_result');
      return data.map((intent) => intent.id);
    };
    expect(await search("metadata['orderId']:'it\\'s-7'")).toEqual([id]);
    expect(await search('metadata["orderId"]:"it\'s-7" AND status:"requires_payment_method"')).toEqual([id]);
    expect(await search("metadata['orderId']:'it\\'s-7' AND -status:'requires_payment_method'")).toEqual([]);
    expect(await search("metadata['orderId']:'no' OR metadata['orderId']:'it\\'s-7'")).toEqual([id]);
    expect((await refusal(bench.stripe.paymentIntents.search({ query: 'orderId=7' }))).param).toBe('query');
  });

  test('updates metadata and, before a card was charged, the amount', async () => {
    const { id } = await bench.stripe.paymentIntents.create({ ...order, metadata: { a: '1', b: '2' } });
    const updated = await bench.stripe.paymentIntents.update(id, { amount: 2500, metadata: { b: '', c: '3' } });
    expect(updated).toMatchObject({ amount: 2500, metadata: { a: '1', c: '3' } });
    expect(updated.metadata).not.toHaveProperty('b');

    const authorized = await bench.authorized();
    const late = await refusal(bench.stripe.paymentIntents.update(authorized.id, { amount: 1 }));
    expect(late.code).toBe('payment_intent_unexpected_state');
  });
});
