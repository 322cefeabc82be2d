import { newId } from '@frontrow/common/database';
import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { query } from '../../system/support/databases.ts';
import { report } from '../../system/support/instance.ts';
import { pay, paymentIn, reserve, sell, tryToPay } from '../../system/support/market.ts';
import { newcomer } from '../../system/support/people.ts';
import { type Account, answerChallenge, moneyOfEach } from '../../system/support/stripe.ts';
import { concurrently, shuffled } from './support/concurrently.ts';
import { scaled } from './support/scale.ts';
import { deliver, deliverEvent, eventsAbout, loseWebhooks, sign } from './support/stripe-events.ts';
import { expectNoViolation } from './support/traffic.ts';

const WEBHOOKS = scaled(2_000);
const COPIES = 5;
const FORGED = scaled(1_000);
/** A purchase makes five events at least. */
const PURCHASES = Math.ceil(WEBHOOKS / 5);
const kinds = ['pay', 'decline, then pay', '3-D Secure'] as const;

let letThrough = async () => {};
beforeAll(async () => {
  letThrough = await loseWebhooks();
});
afterAll(() => letThrough());

/** Buys so many times, each kind in turn, while no webhook arrives; returns the orders. */
async function buy(purchases: number): Promise<string[]> {
  const { id: ticketId } = await sell(await newcomer(), { quantity: purchases });
  const orderIds: string[] = [];
  await concurrently(8, Array.from({ length: purchases }), async (_, index) => {
    const buyer = await newcomer();
    const { id } = await eventually(() => reserve(buyer, ticketId), 30_000, 100);
    orderIds[index] = id;
    const kind = kinds[index % kinds.length];
    if (kind === 'decline, then pay') await tryToPay(buyer, id, 'tok_visa_chargeDeclined');
    if (kind === '3-D Secure') {
      const { challengeUrl } = paymentIn(await tryToPay(buyer, id, 'tok_threeDSecure2Required'), 202);
      await answerChallenge(challengeUrl!, 'approve');
    } else await pay(buyer, id);
  });
  return orderIds;
}

const idsOf = async (orderIds: string[]) =>
  new Set(
    (
      await query<{ id: string }>('payments', 'select stripe_id as id from payments where order_id = any($1)', [
        orderIds,
      ])
    ).map(({ id }) => id),
  );

/** What became of each order, its payment and its money, and how often each step was told; once all are complete. */
const endsOf = (orderIds: string[]) =>
  eventually(
    async () => {
      const rows = await query<{ status: string; payment: string; told: string[] }>(
        'payments',
        `select o.status, p.status as payment,
                (select array_agg(type order by aggregate_version) from outbox where aggregate_id = p.id) as told
         from payments p join orders o on o.id = p.order_id where o.id = any($1) order by array_position($1, o.id)`,
        [orderIds],
      );
      expect(rows.filter(({ status, payment }) => status !== 'complete' || payment !== 'captured')).toEqual([]);
      const money = await moneyOfEach(orderIds);
      return rows.map((row, index) => ({ ...row, money: sumsOf(money[index]!) }));
    },
    120_000,
    500,
  );

test(
  `${WEBHOOKS} webhooks, each delivered ${COPIES} times, shuffled: the same end as in order`,
  async () => {
    const inOrder = await buy(kinds.length);
    for (const event of await eventsAbout(await idsOf(inOrder))) await deliverEvent(event);
    const expected = await endsOf(inOrder);

    const orderIds = await buy(PURCHASES);
    const delivered = new Set<string>();
    const stripeIds = await idsOf(orderIds);
    const began = performance.now();
    // What is delivered makes more happen, of which there are more webhooks: until none is new.
    for (let events = await eventsAbout(stripeIds); events.length > 0; ) {
      await concurrently(16, shuffled(Array.from({ length: COPIES }, () => events).flat()), deliverEvent);
      for (const { id } of events) delivered.add(id);
      await endsOf(orderIds);
      events = (await eventsAbout(stripeIds)).filter(({ id }) => !delivered.has(id));
    }
    const seconds = (performance.now() - began) / 1000;
    report(
      `webhooks: ${delivered.size} of ${orderIds.length} purchases, ${COPIES} times each, in ${Math.round(seconds)} s`,
    );
    expect(delivered.size).toBeGreaterThanOrEqual(WEBHOOKS);
    const ends = await endsOf(orderIds);
    expect(ends).toEqual(orderIds.map((_, index) => expected[index % kinds.length]));
    await expectNoViolation();
  },
  40 * 60_000,
);

const seconds = () => Math.floor(Date.now() / 1000);
const another = () =>
  JSON.stringify({ id: `evt_${newId()}`, object: 'event', type: 'charge.refunded', data: { object: {} } });

/** What any two purchases of the same course have in common: their captures have keys and times of their own. */
const sumsOf = ({ currency, authorized, captured, refunded, voided, captureCount }: Account) => ({
  currency,
  authorized,
  captured,
  refunded,
  voided,
  captureCount,
});

/** Signatures that are not Stripe's of this moment, for a payload that Stripe might send. */
const forgeries: Record<string, (payload: string) => [body: string, signature: string | undefined]> = {
  'no signature': (payload) => [payload, undefined],
  'another secret': (payload) => [payload, sign(payload, { secret: 'whsec_another' })],
  'a body that was changed': (payload) => [payload.replace('charge', 'refund'), sign(payload)],
  'a space more': (payload) => [`${payload} `, sign(payload)],
  'the signature of another': (payload) => [payload, sign(another())],
  'signed an hour ago': (payload) => [payload, sign(payload, { timestamp: seconds() - 3_600 })],
  'signed in an hour': (payload) => [payload, sign(payload, { timestamp: seconds() + 3_600 })],
  'signed an hour ago, dated now': (payload) => [
    payload,
    sign(payload, { timestamp: seconds() - 3_600 }).replace(/t=\d+/, `t=${seconds()}`),
  ],
  'two dates': (payload) => [payload, `t=${seconds()},${sign(payload, { timestamp: seconds() + 3_600 })}`],
  'no date': (payload) => [payload, sign(payload).replace(/t=\d+,/, '')],
  'a scheme of old': (payload) => [payload, sign(payload).replace('v1=', 'v0=')],
  'half a signature': (payload) => [payload, sign(payload).slice(0, -32)],
  nonsense: (payload) => [payload, `t=${seconds()},v1=${'0'.repeat(64)}`],
  'nothing signed': (payload) => ['', sign(payload)],
};

test(`${FORGED} webhooks that are forged or stale: none is accepted`, async () => {
  const before = await eventsKnown();
  const kinds = Object.entries(forgeries);
  const accepted: string[] = [];
  await concurrently(16, Array.from({ length: FORGED }), async (_, index) => {
    const [why, forge] = kinds[index % kinds.length]!;
    const { status } = await deliver(...forge(another()));
    if (status !== 400) accepted.push(`${why}: ${status}`);
  });
  expect(accepted).toEqual([]);
  expect(await eventsKnown()).toBe(before);
  report(`webhooks: ${FORGED} forged or stale in ${kinds.length} ways, none accepted`);
}, 600_000);

test('a webhook that is sent again is answered, and counts once', async () => {
  const event = JSON.parse(another());
  event.data.object = { id: `pi_${newId()}`, object: 'payment_intent' };
  const payload = JSON.stringify(event);
  const signature = sign(payload);
  const before = await eventsKnown();
  for (let copy = 1; copy <= 20; copy++) expect((await deliver(payload, signature)).status).toBe(200);
  expect(await eventsKnown()).toBe(before + 1);
});

const eventsKnown = async () =>
  (await query<{ n: number }>('payments', 'select count(*)::int as n from stripe_events'))[0]!.n;
