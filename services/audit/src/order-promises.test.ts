import { type AuditPromise, aggregateOf, type FrontrowEvent } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { describe, expect, test } from '@jest/globals';
import { bought, givenBack, tell } from '../test/histories.ts';
import { suspectOrder } from './order-promises.ts';
import { judge } from './promises.ts';
import { type OrderEvent, type OrderRecord, toRecord } from './record.ts';

const patience = { settleMs: 5_000, reactionMs: 8_000 };
const past = new Date(Date.now() - 60_000).toISOString();
const HEARD = Date.now();

/** What was heard of an order, all of it at one instant. */
function recordOf(events: FrontrowEvent[], { inFull = true } = {}): OrderRecord {
  const heard = events
    .filter(({ type }) => /^(order|payment|admission)\./.test(type))
    .map(
      (event): OrderEvent => ({
        aggregate: aggregateOf(event.type),
        eventId: event.id,
        type: event.type,
        version: event.aggregateVersion,
        receivedAt: HEARD,
        state: event.data,
      }),
    );
  return toRecord((events[0]!.data as { orderId?: string }).orderId ?? events[0]!.aggregateId, inFull, heard);
}

/** What is found so many seconds after the last event was heard. */
function foundAfter(seconds: number, events: FrontrowEvent[], options = {}) {
  return judge(suspectOrder(recordOf(events, options), patience), HEARD + seconds * 1000).findings;
}
const names = (found: { promise: AuditPromise }[]) => [...new Set(found.map(({ promise }) => promise))];

describe('lives that keep every promise', () => {
  test.each([
    ['bought', bought()],
    ['given back', givenBack()],
    ['released', tell().place().cancel('buyer')],
    ['expired', tell({ expiresAt: past }).place().cancel('expired')],
    ['expired while a card was tried', tell({ expiresAt: past }).place().pay().cancel('expired').void()],
    ['event cancelled', bought().cancel('event_cancelled', { refund: 'granted' }).revoke().refund()],
    ['placed, and still in time', tell().place()],
    ['given back, and settled by hand after the bank sent it back', givenBack().sendBack().settle()],
    ['given back in a second attempt', givenBack().sendBack().refund()],
  ])('%s', (_life, { events }) => {
    expect(foundAfter(60, events)).toEqual([]);
  });

  test.each([
    ['bought', bought()],
    ['given back', givenBack()],
  ])('each step of one that is %s leaves nothing broken while the next is on its way', (_life, { events }) => {
    for (let heard = 1; heard <= events.length; heard++) expect(foundAfter(0, events.slice(0, heard))).toEqual([]);
  });
});

describe('what can never become right is found at once, and lasts', () => {
  const twice = bought();
  const other = newId();
  twice.say('payment.captured', { id: other, amountCaptured: 7000 });

  test.each<[string, AuditPromise, FrontrowEvent[]]>([
    ['a second charge', 'charged-once', bought().capture().events],
    ['a second charge, by another payment', 'charged-once', twice.events],
    ['a charge of another amount', 'charged-once', tell().place().pay().complete().capture(4999).admit().events],
    ['expiry before the deadline', 'never-early', tell().place().cancel('expired').events],
    [
      'expiry before the deadline, whose time is told wrong',
      'never-early',
      tell()
        .place()
        .cancel('expired', { updatedAt: new Date(Date.now() + 3_600_000).toISOString() }).events,
    ],
    ['a refund that is settled by hand twice', 'money-balances', givenBack().sendBack().settle().settle().events],
    ['a refund that is settled although it arrived', 'money-balances', givenBack().settle().events],
    ['a charge that is given back by hand unasked', 'money-balances', bought().settle().events],
    ['completion after the end', 'one-end', tell().place().cancel('buyer').complete().events],
    ['expiry of a complete order', 'one-end', bought().cancel('expired').events],
    ['a complete order that is unpaid again', 'one-end', bought().say('order.updated', { status: 'created' }).events],
    ['a refund of what was never complete', 'one-end', tell().place().cancel('refunded').events],
  ])('%s', (_what, promise, events) => {
    const found = foundAfter(0, events).filter((finding) => finding.promise === promise);
    expect(found).not.toEqual([]);
    for (const finding of found) expect(finding).toMatchObject({ lasting: true, evidence: expect.any(Array) });
    expect(found[0]!.evidence.length).toBeGreaterThan(0);
  });
});

describe('what others may still make good is found once they had their time', () => {
  test.each<[string, AuditPromise, FrontrowEvent[]]>([
    ['a charge without completion', 'charged-once', tell().place().pay().capture().events],
    ['a complete order that nobody paid', 'money-balances', tell().place().complete().events],
    ['money given back for a live ticket', 'money-balances', bought().refund().events],
    ['a cancelled order whose money is here', 'no-kept-money', bought().cancel('event_cancelled').revoke().events],
    [
      'an authorization of a cancelled order',
      'no-forgotten-card',
      tell({ expiresAt: past }).place().pay().cancel('expired').events,
    ],
    ['an authorization that is never captured', 'no-forgotten-card', tell().place().pay().complete().events],
    ['a paid order without admissions', 'admissions', tell().place().pay().complete().capture().events],
    ['a paid order with too few', 'admissions', tell().place().pay().complete().capture().admit(1).events],
    ['a paid order with too many', 'admissions', tell().place().pay().complete().capture().admit(3).events],
    ['a cancelled order with admissions', 'admissions', bought().cancel('event_cancelled').refund().events],
    ['admissions of an unpaid order', 'admissions', tell().place().admit().events],
    ['an unpaid order past its deadline', 'no-order-stuck', tell({ expiresAt: past }).place().events],
    ['a refund without an answer', 'no-order-stuck', bought().askRefund().events],
    [
      'expiry within the grace of a payment',
      'never-early',
      tell({ expiresAt: past })
        .place()
        .say('payment.started')
        .say('order.updated', { status: 'awaiting:payment', expiresAt: new Date(HEARD + 60_000).toISOString() })
        .cancel('expired', { expiresAt: past, updatedAt: new Date().toISOString() })
        .void()
        .events.slice(0, -1),
    ],
    [
      'an order that only others know',
      'nothing-lost',
      bought().events.filter(({ type }) => !type.startsWith('order.')),
    ],
  ])('%s', (_what, promise, events) => {
    expect(names(foundAfter(0, events))).not.toContain(promise);
    expect(names(foundAfter(9, events))).toContain(promise);
  });
});

test('an order without end is due at its deadline, and a decided one is not due at all', () => {
  const placed = judge(suspectOrder(recordOf(tell().place().events), patience), HEARD);
  const [{ expiresAt }] = tell()
    .place()
    .events.map(({ data }) => data as { expiresAt: string }) as [{ expiresAt: string }];
  expect(Math.abs(placed.lookAgainAt! - (Date.parse(expiresAt) + 5_000))).toBeLessThan(1_000);
  expect(judge(suspectOrder(recordOf(bought().events), patience), HEARD).lookAgainAt).toBeNull();
});

describe('of an order that began before the auditor', () => {
  test('what was never heard is no evidence', () => {
    const late = tell().place().pay().complete().events.slice(-1);
    expect(foundAfter(60, late, { inFull: false })).toEqual([]);
    expect(foundAfter(60, late)).not.toEqual([]);
  });

  test('what was heard is', () => {
    const { events } = bought().cancel('event_cancelled').revoke();
    const late = events.filter(({ aggregateVersion, type }) => aggregateVersion > 1 && !type.startsWith('admission.'));
    expect(names(foundAfter(60, late, { inFull: false }))).toEqual(['no-kept-money']);
  });
});
