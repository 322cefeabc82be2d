import { CancelReason, type OrderState } from '@frontrow/common/contracts';
import { anOrder, aPayment, aTicket } from '@frontrow/common/testing';
import { describe, expect, test } from '@jest/globals';
import {
  changeOf,
  type Facts,
  isMove,
  joined,
  type Listing,
  type Mail,
  mailOfOrder,
  mailOfRefund,
  mailsOfDecision,
  pauseAfter,
  readiness,
} from './mail.ts';

const now = new Date('2026-11-25T12:00:00Z');
const recipient = { email: 'ada@example.test', name: null, language: 'en', verified: false, version: 2 } as const;
const orderWith = (changes: Partial<OrderState> = {}): Facts['order'] => {
  const { ticket, ...order } = anOrder(changes);
  return { ...order, event: ticket };
};
const cancelled = (cancelReason: CancelReason) => orderWith({ status: 'cancelled', cancelReason });
const facts = (changes: Partial<Facts> = {}): Facts => ({
  recipient,
  order: undefined,
  orders: [],
  listing: undefined,
  ...changes,
});

const complete: Mail = { kind: 'order_complete', topic: 'o', userId: 'u', about: { orderId: 'o' } };
const refunded: Mail = {
  kind: 'refunded',
  topic: 'p',
  userId: 'u',
  about: { orderId: 'o', amount: 1, currency: 'EUR', paymentId: 'p', version: 4 },
};
const calledOff: Mail = { kind: 'event_cancelled', topic: 't', userId: 'u', about: { ticketId: 't' } };
const LATER = '2026-11-25T12:00:00.001Z';
const reset = (expiresAt: string, userVersion?: number): Mail => ({
  kind: 'password_reset',
  topic: 'r',
  userId: 'u',
  about: { resetId: 'r', expiresAt, userVersion },
});
const verify = (expiresAt: string): Mail => ({
  kind: 'verify_email',
  topic: 'v',
  userId: 'u',
  about: { to: 'new@example.test', verificationId: 'v', purpose: 'change', expiresAt },
});
const changed = (verified: boolean): Mail => ({
  kind: 'email_changed',
  topic: 'u:2',
  userId: 'u',
  about: { to: 'old@example.test', verified, changedAt: LATER },
});
const welcome: Mail = { kind: 'welcome', topic: 'u', userId: 'u', about: {} };
const taken: Mail = { kind: 'email_taken', topic: 'v', userId: 'u', about: {} };
const decision = {
  id: 'd',
  what: 'suspended' as const,
  ground: 'law' as const,
  reason: 'A fake',
  at: '2026-11-25T10:00:00.000Z',
  lifted: null,
};
const decided: Mail = { kind: 'decision', topic: 'd', userId: 'u', about: { decision } };

test.each([
  ['waits for its recipient', complete, facts({ recipient: undefined }), { wait: 'the user' }],
  ['waits for its order', complete, facts(), { wait: 'the order' }],
  [
    'about tickets that are void again is not sent',
    complete,
    facts({ order: cancelled('refunded') }),
    { skip: expect.any(String) },
  ],
  [
    'about money waits for the end of the order',
    refunded,
    facts({ order: orderWith({ status: 'complete' }) }),
    { wait: 'the end of the order' },
  ],
  [
    'about money is not sent where the cancelled event told of it',
    refunded,
    facts({ order: cancelled('event_cancelled') }),
    { skip: expect.any(String) },
  ],
  [
    'about money that a bank has sent back since is not sent',
    refunded,
    facts({ order: cancelled('refunded'), refundFailedIn: 5 }),
    { skip: 'the refund has failed since' },
  ],
  [
    'about money that came in a second attempt is sent, also of a cancelled event',
    refunded,
    facts({ order: cancelled('event_cancelled'), refundFailedIn: 3 }),
    { ready: expect.any(Object) },
  ],
  [
    'about money is not sent where it was told that the order was given back',
    refunded,
    facts({ order: cancelled('refunded_by_seller') }),
    { skip: expect.any(String) },
  ],
  ['about money is sent', refunded, facts({ order: cancelled('refunded') }), { ready: expect.any(Object) }],
  [
    'about a cancelled event waits until all orders of it have ended',
    calledOff,
    facts({ orders: [cancelled('event_cancelled')!, orderWith({ status: 'complete' })!] }),
    { wait: 'the end of all orders' },
  ],
  [
    'about a cancelled event is sent then',
    calledOff,
    facts({ orders: [cancelled('event_cancelled')!] }),
    { ready: expect.any(Object) },
  ],
  ['with a link that is over is not sent', reset(now.toISOString()), facts(), { skip: expect.any(String) }],
  ['with a link that is good is sent', reset(LATER), facts(), { ready: expect.any(Object) }],
  ['that confirms nothing any more is not sent', verify(now.toISOString()), facts(), { skip: expect.any(String) }],
  ['to an address that is not known here yet waits', reset(LATER, 3), facts(), { wait: 'the address' }],
  ['to an address that is known here is sent', reset(LATER, 2), facts(), { ready: expect.any(Object) }],
  [
    'to someone who is gone is not sent, whatever address it has',
    verify(LATER),
    facts({ recipient: { ...recipient, email: '' } }),
    { skip: 'the account is deleted' },
  ],
])('a mail %s', (_what, mail, known, expected) => {
  expect(readiness(mail, known, now, 'optional')).toEqual(expected);
});

test('a mail about an address goes there, whatever the account has by then', () => {
  const addressOf = (mail: Mail) => {
    const found = readiness(mail, facts(), now, 'optional');
    return 'ready' in found && found.ready.recipient.email;
  };
  expect([verify(LATER), changed(false), taken].map(addressOf)).toEqual([
    'new@example.test',
    'old@example.test',
    'ada@example.test',
  ]);
});

describe('where addresses must be confirmed', () => {
  const outcomes = (verified: boolean) =>
    [welcome, taken, complete, verify(LATER), reset(LATER), decided, changed(true), changed(false)].map((mail) => {
      const known = facts({ recipient: { ...recipient, verified }, order: orderWith({ status: 'complete' }) });
      return Object.keys(readiness(mail, known, now, 'required'))[0];
    });

  test('everything is held for who has not, but what lets them confirm it or get in, and decisions about them', () => {
    expect(outcomes(false)).toEqual(['hold', 'hold', 'hold', 'ready', 'ready', 'ready', 'hold', 'skip']);
  });

  test('nothing is held for who has, and a former address that nobody confirmed is told nothing', () => {
    expect(outcomes(true)).toEqual(['ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'skip']);
  });
});

test('a refund is told when it is made, each time that it fails, and when it is made another way', () => {
  const data = aPayment({ status: 'captured', amountCaptured: 5000 });
  const told = (type: string, version: number, changes: object = {}) =>
    mailOfRefund({ type, aggregateVersion: version, data: { ...data, ...changes } } as never);
  const about = { orderId: data.orderId, currency: 'EUR', paymentId: data.id };
  expect(told('payment.refunded', 4, { amountRefunded: 5000 })).toMatchObject({
    kind: 'refunded',
    topic: `${data.id}:4`,
    about: { ...about, amount: 5000, version: 4 },
  });
  expect(told('payment.refund_failed', 5)).toMatchObject({ kind: 'refund_failed', topic: `${data.id}:5` });
  const settlement = { how: 'cash', amount: 5000, settledAt: now.toISOString() };
  expect(told('payment.refund_settled', 6, { settlement })).toMatchObject({
    kind: 'refund_settled',
    topic: data.id,
    about: { ...about, amount: 5000, how: 'cash' },
  });
  expect(told('payment.refund_failed', 8, { settlement })).toBeUndefined();
});

test('an order’s ends are told, those aside that its buyer brought about', () => {
  const kinds = CancelReason.options.map((cancelReason) => {
    return [cancelReason, mailOfOrder(anOrder({ status: 'cancelled', cancelReason }))?.kind];
  });
  expect(Object.fromEntries(kinds)).toEqual({
    buyer: undefined,
    expired: 'order_expired',
    suspended: 'order_withdrawn',
    payment_failed: 'payment_failed',
    refunded: undefined,
    refunded_by_seller: 'order_returned',
    refunded_by_operator: 'order_returned',
    event_cancelled: 'event_cancelled',
  });
  const called = anOrder({ status: 'cancelled', cancelReason: 'event_cancelled' });
  expect(mailOfOrder(called)).toMatchObject({ topic: called.ticketId, about: { ticketId: called.ticketId } });
  for (const status of ['created', 'awaiting:payment', 'complete'] as const)
    expect(mailOfOrder(anOrder({ status }))).toBeUndefined();
});

test('of a decision is told that it was made, and once it is lifted that, too; by when each was', () => {
  expect(mailsOfDecision('u', { decision })).toEqual([
    { mail: { kind: 'decision', topic: 'd', userId: 'u', about: { decision } }, happenedAt: new Date(decision.at) },
  ]);
  const lifted = { ...decision, lifted: { at: '2026-11-25T11:00:00.000Z', reason: 'It is real' } };
  const mails = mailsOfDecision('u', { decision: lifted, ticketId: 't', title: 'T' });
  expect(mails.map(({ mail, happenedAt }) => [mail.kind, mail.topic, happenedAt.toISOString()])).toEqual([
    ['decision', 'd', decision.at],
    ['decision_lifted', 'd', lifted.lifted.at],
  ]);
});

describe('a change', () => {
  const ticket = aTicket();
  const before: Listing = ticket;

  test.each([
    ['date', { startsAt: '2027-01-01T20:00:00.000Z' }],
    ['date that was taken back', { startsAt: null }],
    ['venue', { venue: 'Elsewhere' }],
    ['city', { city: 'Porto' }],
    ['country', { country: 'Spain' }],
  ])('of the %s is told, and a move', (_what, changes) => {
    const change = changeOf(before, { ...ticket, ...changes })!;
    expect(change).toMatchObject({ before: { timeZone: 'Europe/Lisbon' }, after: changes });
    expect(isMove(change)).toBe(true);
  });

  test('of the zone alone is told, and no move', () => {
    const change = changeOf(before, { ...ticket, timeZone: 'America/New_York' })!;
    expect(change).toMatchObject({ after: { timeZone: 'America/New_York' } });
    expect(isMove(change)).toBe(false);
  });

  test('is one with the next, and none if that takes it back', () => {
    const there = changeOf(before, { ...ticket, venue: 'Elsewhere' })!;
    const andBack = changeOf({ ...before, venue: 'Elsewhere' }, ticket)!;
    const further = changeOf({ ...before, venue: 'Elsewhere' }, { ...ticket, venue: 'Nowhere', title: 'New' })!;
    expect(joined(there, further)).toMatchObject({
      title: 'New',
      before: { venue: ticket.venue },
      after: { venue: 'Nowhere' },
    });
    expect(joined(there, andBack)).toBeUndefined();
  });

  test('of words, price or quantity, or of how the same instant is written, is not', () => {
    const startsAt = ticket.startsAt!.replace(/\.\d+Z$/, '.000Z');
    const same = { ...before, startsAt: startsAt.replace('.000Z', 'Z') };
    expect(changeOf(same, { ...ticket, startsAt, title: 'Another' })).toBeUndefined();
  });
});

test('pauses grow from a second to an hour', () => {
  expect([0, 1, 5, 12, 400].map(pauseAfter)).toEqual([1_000, 2_000, 32_000, 3_600_000, 3_600_000]);
});
