import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { noRedirects, refusal, useBench } from './testing/bench.ts';

/**
 * Every object against Stripe's published examples: each field of the example must be there, with its type. That no
 * field is missing or mistyped by the SDK's own types is the compiler's business: all objects are built as `Stripe.…`.
 */
const file = fileURLToPath(new URL('../../../../shared/schemas/stripe-fixtures3.json', import.meta.url));
const examples: Record<string, Json> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).resources : {};
if (!existsSync(file)) console.info(`shapes.test.ts: no ${file} on this machine, objects are not compared with it`);

type Json = { [field: string]: unknown };

/** Fields that Stripe's examples show but its answers leave out unless they are asked for or apply. */
const NOT_ALWAYS = new Set(['charge.refunds', 'refund.destination_details.card.reference']);

const bench = useBench();
const objects = new Map<string, Json[]>();

/** Collects an answer and every object inside it. */
function collect(value: unknown): void {
  if (Array.isArray(value)) value.forEach(collect);
  if (typeof value !== 'object' || value === null) return;
  const { object: kind } = value as { object?: unknown };
  if (typeof kind === 'string') objects.set(kind, [...(objects.get(kind) ?? []), value as Json]);
  Object.values(value).forEach(collect);
}

beforeAll(async () => {
  const { stripe } = bench;
  const collected = async <T>(promise: Promise<T>): Promise<T> => {
    const answer = await promise;
    collect(answer);
    return answer;
  };
  const order = { amount: 1000, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;
  const confirmed = (payment_method: string) =>
    stripe.paymentIntents.create({ ...order, confirm: true, payment_method });

  await collected(stripe.paymentIntents.create({ ...order, metadata: { orderId: '1' } }));
  const authorized = await collected(confirmed('pm_card_visa'));
  await collected(stripe.paymentIntents.capture(authorized.id));
  await collected(stripe.refunds.create({ payment_intent: authorized.id, amount: 400 }));
  await collected(stripe.paymentIntents.cancel((await collected(confirmed('pm_card_mastercard'))).id));
  await collected(confirmed('pm_card_threeDSecure2Required'));
  await collected(
    stripe.paymentIntents.create({
      ...order,
      ...{ automatic_payment_methods: undefined },
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'http://shop.example/',
    }),
  );
  collect((await refusal(confirmed('pm_card_visa_chargeDeclinedLostCard'))).raw);
  for (const name of ['refundFail', 'pendingRefund']) {
    const { id } = await bench.paid(1000, `pm_card_${name}`);
    await collected(stripe.refunds.create({ payment_intent: id }));
    await bench.receiver.next('refund.updated', id);
  }
  for (const name of ['createDispute', 'createDisputeInquiry']) {
    await bench.paid(1000, `pm_card_${name}`);
  }
  await collected(stripe.disputes.list());
  const card = { number: '4242424242424242', exp_month: '12', exp_year: '2030', cvc: '123' };
  const token = await collected(stripe.tokens.create({ card }));
  await collected(stripe.paymentMethods.create({ type: 'card', card: { token: token.id } }));
  await collected(stripe.charges.list());
  await collected(stripe.refunds.list());
  await collected(stripe.paymentIntents.list({ expand: ['data.latest_charge', 'data.payment_method'] }));
  await collected(stripe.events.list({ limit: 100 }));
});

const KINDS = [
  'payment_intent',
  'charge',
  'refund',
  'dispute',
  'balance_transaction',
  'event',
  'payment_method',
  'token',
  'card',
];

describe('every object that the sandbox answers', () => {
  test.each(KINDS)('%s was seen, in its variety', (kind) => {
    expect(objects.get(kind)?.length).toBeGreaterThan(0);
  });

  test('and every kind is checked', () => {
    expect([...objects.keys()].toSorted()).toEqual([...KINDS, 'list'].toSorted());
  });

  test.each(KINDS)('%s has the fields and types of the published example', (kind) => {
    // A card only ever comes inside a token: the example of a token shows it.
    const example = kind === 'card' ? (examples.token?.card as Json | undefined) : examples[kind];
    if (!example) return;
    const problems = new Set(objects.get(kind)!.flatMap((object) => differences(example, object, kind)));
    expect([...problems]).toEqual([]);
  });

  test('payment intents were seen in every status', () => {
    const statuses = new Set(objects.get('payment_intent')!.map(({ status }) => status));
    expect([...statuses].toSorted()).toEqual([
      'canceled',
      'requires_action',
      'requires_capture',
      'requires_confirmation',
      'requires_payment_method',
      'succeeded',
    ]);
  });
});

/** What of the example is missing in `object`, or of another type there. Null says nothing about a type. */
function differences(example: Json, object: Json, path: string): string[] {
  return Object.entries(example).flatMap(([field, wanted]) => {
    const at = `${path}.${field}`;
    if (NOT_ALWAYS.has(at)) return [];
    if (!(field in object)) return [`${at} is missing`];
    const given = object[field];
    if (given === null || wanted === null) return [];
    if (typeOf(given) !== typeOf(wanted)) return [`${at} is ${typeOf(given)}, not ${typeOf(wanted)}`];
    // An event's object and free-form metadata are not the example's; the former is checked as what it is.
    if (typeOf(given) !== 'object' || at === 'event.data' || field === 'metadata') return [];
    // Of an error or an action the example shows only one of many kinds.
    return differences(wanted as Json, given as Json, at);
  });
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
