import { describe, expect, test } from '@jest/globals';
import { aMarket, openMarket } from './crafted/market.ts';
import { aDeadLetter, entry, event, spoilings, the } from './crafted/spoiled.ts';
import { describe as inWords, type Records, violationsIn } from './index.ts';

const numbersIn = (records: Records, settled = true) => [
  ...new Set(violationsIn(records, settled).map(({ invariant }) => invariant.slice(0, invariant.indexOf(':')))),
];

test('a market where all is well has no violation, settled or not', () => {
  expect(violationsIn(aMarket(), true).map(inWords)).toEqual([]);
  expect(violationsIn(aMarket(), false)).toEqual([]);
});

test.each(spoilings)('the checker finds %s (invariant %s)', (_what, number, id, spoil) => {
  const records = aMarket();
  spoil(records);
  const found = violationsIn(records, true).filter(({ invariant }) => invariant.startsWith(`${number}:`));
  expect(found.flatMap(({ ids }) => ids)).toContain(id);
});

test('while the system runs, only what holds at any moment is judged', () => {
  const judged = spoilings.flatMap(([_what, _number, _id, spoil]) => {
    const records = aMarket();
    spoil(records);
    return numbersIn(records, false);
  });
  expect(new Set(judged)).toEqual(new Set(['1', '2', '5', '7', '8']));
});

test('true answers are no violation', () => {
  const records = aMarket();
  const told = {
    'signed-up': 'seller',
    listed: 'listing',
    placed: 'kept',
    paid: 'kept',
    released: 'lapsed',
    'refund-asked': 'returned',
  } as const;
  records.answers = Object.entries(told).map(([kind, id]) => ({
    kind: kind as keyof typeof told,
    id,
    at: records.now,
  }));
  expect(violationsIn(records, true)).toEqual([]);
});

test('a payment that fails ends its grace: from then on the hold counts', () => {
  const market = openMarket();
  market.signUp('seller');
  market.list();
  const order = market.place('late', 1);
  const payment = market.startPayment(order);
  market.later(61);
  const failed = market.failPayment(payment);
  market.expire(order, failed);
  const records = market.settle();
  records.intents[0]!.status = 'canceled';
  expect(violationsIn(records, true).map(inWords)).toEqual([]);

  event(records, 'order.cancelled 3 of late').envelope.causationId = null;
  expect(numbersIn(records)).toContain('5');
});

test('poison that was put aside, and an event that was replayed, are no violations', () => {
  const records = aMarket();
  records.messages.push({
    stream: 'ORDERS',
    seq: 99,
    subject: 'order.created',
    payload: 'no event at all',
    messageId: undefined,
  });
  records.deadLetters.push({ ...aDeadLetter('poison'), payload: 'no event at all', event_id: null });
  records.deadLetters.push({ ...aDeadLetter('order.created 1 of kept'), replayed_at: records.now });
  expect(violationsIn(records, true).map(inWords)).toEqual([]);
});

test('a copy that a test put into a stream, without the id of a message, is no violation', () => {
  const records = aMarket();
  records.messages.push({ ...records.messages[3]!, messageId: undefined });
  expect(violationsIn(records, true).map(inWords)).toEqual([]);
});

test('what a bank gave in part and had back leaves nothing behind, nor does an intent that was released', () => {
  const records = aMarket();
  const { amount } = entry(records, 'captured', 'returned');
  for (const kind of ['captured', 'refunded'] as const) entry(records, kind, 'returned').amount = amount / 2;
  records.entries.push({ ...entry(records, 'captured', 'returned'), id: 99, kind: 'voided' });
  entry(records, 'refunded', 'returned').idempotencyKey = 'pi of returned-release-succeeded';
  expect(violationsIn(records, true).map(inWords)).toEqual([]);
});

test('a refund that no bank takes stays with us, and is known', () => {
  const records = aMarket();
  records.entries.push({
    ...entry(records, 'refunded', 'returned'),
    id: 99,
    kind: 'refund_failed',
    requestId: null,
    idempotencyKey: null,
  });
  expect(numbersIn(records)).toEqual(expect.arrayContaining(['3', '4']));
  Object.assign(the(records.payments, { order_id: 'returned' }), {
    status: 'captured',
    amount_refunded: 0,
    refund_failed_at: records.now,
  });
  expect(numbersIn(records)).not.toContain('3');
  expect(numbersIn(records)).not.toContain('4');
});

describe('a refund that no bank takes', () => {
  function settled() {
    const market = openMarket();
    market.signUp('seller');
    market.list();
    const order = market.place('returned', 1);
    const payment = market.startPayment(order);
    market.complete(order, payment);
    market.later();
    market.refund(order, payment);
    market.sendBack(payment);
    market.later();
    market.payByHand(payment);
    return { market, payment };
  }

  test('may be made by a person', () => {
    expect(violationsIn(settled().market.settle(), true).map(inWords)).toEqual([]);
  });

  test('is made once', () => {
    const { market, payment } = settled();
    market.payByHand(payment);
    expect(numbersIn(market.settle())).toEqual(['4']);
  });

  test('is made in full', () => {
    const { market, payment } = settled();
    payment.settlement!.amount -= 1;
    expect(numbersIn(market.settle())).toEqual(['4']);
  });
});

test('a violation tells what led to it, from all sources and in order', () => {
  const records = aMarket();
  records.entries.push({ ...entry(records, 'captured', 'kept'), id: 99 });
  records.answers.push({ kind: 'placed', id: 'kept', at: '2026-11-01T12:00:00.500Z' });
  const [violation] = violationsIn(records, true).filter(({ invariant }) => invariant.startsWith('2:'));
  const text = inWords(violation!);
  const inOrder = [
    '✗ 2: at most one capture per order',
    '2 captures: 4000 eur, 4000 eur',
    'orders            wrote order.created v1 (created, 2 for 4000 EUR, until 12:01:00.000)',
    'client            was answered: placed',
    'orders-payment    received payment.started v1',
    'provider          captured 4000 eur of pi of kept, key payment of kept-capture-1',
    'provider          captured 4000 eur of pi of kept, key payment of kept-capture-1',
  ];
  expect(
    text
      .split('\n')
      .map((line) =>
        line
          .trim()
          .replace(/^\d\d:\d\d:\d\d\.\d{3} {2}/, '')
          .replace(/^about.*/, ''),
      )
      .filter((line) => inOrder.includes(line)),
  ).toEqual(inOrder);
});
