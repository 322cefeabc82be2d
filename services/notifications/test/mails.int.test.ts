import {
  AdmissionIssued,
  type FrontrowEvent,
  OrderCancelled,
  OrderCompleted,
  OrderCreated,
  type OrderState,
  PasswordChanged,
  PasswordResetRequested,
  PaymentRefunded,
  PaymentRefundFailed,
  PaymentRefundSettled,
  TicketCreated,
  UserCreated,
  UserDeleted,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { readDerivedToken } from '@frontrow/common/service';
import { anOrder, aPayment, aTicket, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  aUser,
  hear,
  mailbox,
  mailsOf,
  mailsTo,
  type NotificationsService,
  newcomer,
  RESET_SECRET,
  startNotifications,
} from './setup.ts';

let service: NotificationsService;
beforeAll(async () => {
  service = await startNotifications();
});
afterAll(() => service.stop());

const HOURS = 3_600_000;
const ago = <E extends FrontrowEvent>(event: E, hours: number): E => ({
  ...event,
  time: new Date(Date.now() - hours * HOURS).toISOString(),
});

/** An order, and what its services tell of it. */
function bought(userId: string, changes: Partial<OrderState> = {}) {
  const ticket = aTicket({ title: 'The Night Ferry' });
  const order = anOrder({ userId, ticketId: ticket.id, ...changes });
  const cancelled = (cancelReason: OrderState['cancelReason'], refund: OrderState['refund'] = 'none') =>
    eventOf(OrderCancelled, { ...order, status: 'cancelled', cancelReason, refund }, { version: 3 });
  const payment = aPayment({ orderId: order.id, userId, amountCaptured: 5000, status: 'captured' });
  const settlement = { how: 'bank_transfer', amount: 5000, settledAt: new Date().toISOString() } as const;
  return {
    order,
    listed: eventOf(TicketCreated, ticket),
    created: eventOf(OrderCreated, order),
    completed: eventOf(OrderCompleted, { ...order, status: 'complete' }, { version: 2 }),
    issued: eventOf(
      AdmissionIssued,
      { orderId: order.id, ticketId: ticket.id, userId, admissions: [] },
      { id: order.id },
    ),
    refunded: eventOf(PaymentRefunded, { ...payment, amountRefunded: 5000, status: 'refunded' }, { version: 5 }),
    sentBack: eventOf(PaymentRefundFailed, payment, { version: 6 }),
    refundedAgain: eventOf(PaymentRefunded, { ...payment, amountRefunded: 5000, status: 'refunded' }, { version: 7 }),
    settled: eventOf(PaymentRefundSettled, { ...payment, settlement }, { version: 7 }),
    cancelled,
  };
}

const password = (userId: string, version: number, reset: { id: string; expiresAt: string } | null = null) =>
  eventOf(
    reset ? PasswordResetRequested : PasswordChanged,
    {
      userId,
      reset: reset && { ...reset, requestedAt: new Date().toISOString() },
      changedAt: reset ? null : new Date().toISOString(),
    },
    { id: userId, version },
  );
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

type Story = (userId: string) => FrontrowEvent[];
const stories: [kind: string, story: Story, subject: RegExp][] = [
  [
    'order_complete',
    (id) => (({ listed, created, completed, issued }) => [listed, created, completed, issued])(bought(id)),
    /^Your tickets$/,
  ],
  [
    'order_expired',
    (id) => (({ created, cancelled }) => [created, cancelled('expired')])(bought(id)),
    /^Your reservation has ended$/,
  ],
  [
    'payment_failed',
    (id) => (({ created, cancelled }) => [created, cancelled('payment_failed')])(bought(id)),
    /^Your card could not be charged$/,
  ],
  [
    'refunded',
    (id) => (({ created, cancelled, refunded }) => [created, cancelled('refunded', 'granted'), refunded])(bought(id)),
    /^Your refund$/,
  ],
  [
    'refund_failed',
    (id) => (({ created, cancelled, sentBack }) => [created, cancelled('refunded', 'granted'), sentBack])(bought(id)),
    /^Your refund did not arrive$/,
  ],
  [
    'refund_settled',
    (id) => (({ created, cancelled, settled }) => [created, cancelled('refunded', 'granted'), settled])(bought(id)),
    /^Your money was paid back$/,
  ],
  [
    'event_cancelled',
    (id) =>
      (({ created, cancelled, refunded }) => [created, cancelled('event_cancelled', 'granted'), refunded])(bought(id)),
    /^Your event was cancelled$/,
  ],
  ['password_reset', (id) => [password(id, 1, { id: newId(), expiresAt: inMinutes(30) })], /^Choose a new password$/],
  ['password_changed', (id) => [password(id, 1)], /^Your password was changed$/],
];

describe.each(stories)('%s', (kind, story, subject) => {
  test('is mailed once, however often and in whichever order its events come', async () => {
    const user = await newcomer(service);
    const events = story(user.id);
    await hear(service, ...events);
    await mailsTo(service, user.id, ['welcome', kind]);
    expect((await mailbox(service, user.email))[0]!.subject).toMatch(subject);

    await hear(service, ...events); // a duplicate, which the inbox knows
    await service.kit.db.pool.query('truncate inbox'); // and one that came back after the inbox has forgotten it
    await hear(service, ...events.toReversed());
    await mailsTo(service, user.id, ['welcome', kind]);

    const late = await newcomer(service);
    await hear(service, ...story(late.id).toReversed());
    await mailsTo(service, late.id, ['welcome', kind]);
  });

  test('waits for a user who is not known yet', async () => {
    const user = aUser('de');
    await hear(service, ...story(user.id));
    await eventually(async () =>
      expect((await mailsOf(service, user.id))[0]).toMatchObject({ state: 'queued', why: 'waits for the user' }),
    );
    await hear(service, eventOf(UserCreated, user));
    await mailsTo(service, user.id, ['welcome', kind]);
    for (const { html } of await mailbox(service, user.email)) expect(html).toContain('<html lang="de">');
  });

  test('is not mailed when it is old history', async () => {
    const user = aUser();
    await hear(service, ...[eventOf(UserCreated, user), ...story(user.id)].map((event) => ago(event, 25)));
    await mailsTo(service, user.id, []);
    const skipped = await mailsOf(service, user.id);
    expect(skipped.map(({ state, why }) => [state, why])).toContainEqual(['skipped', 'it happened too long ago']);
    expect(await mailbox(service, user.email)).toEqual([]);
  });
});

describe('a refund that its bank sends back', () => {
  test('is told, and then that it was paid another way', async () => {
    const user = await newcomer(service);
    const { created, cancelled, refunded, sentBack, settled } = bought(user.id);
    await hear(service, created, cancelled('refunded', 'granted'), refunded);
    await mailsTo(service, user.id, ['welcome', 'refunded']);
    await hear(service, sentBack);
    await mailsTo(service, user.id, ['welcome', 'refunded', 'refund_failed']);
    await hear(service, settled);
    await mailsTo(service, user.id, ['welcome', 'refunded', 'refund_failed', 'refund_settled']);
    const [last, before] = await mailbox(service, user.email);
    expect(last!.plain).toContain('€50.00 back to you by bank transfer');
    expect(before!.plain).toContain('The money is still yours');
  });

  test('is told of a cancelled event, too, and that it came in the end', async () => {
    const user = await newcomer(service);
    const { created, cancelled, refunded, sentBack, refundedAgain } = bought(user.id);
    await hear(service, created, cancelled('event_cancelled', 'granted'), refunded, sentBack);
    await mailsTo(service, user.id, ['welcome', 'event_cancelled', 'refund_failed']);
    await hear(service, refundedAgain);
    await mailsTo(service, user.id, ['welcome', 'event_cancelled', 'refund_failed', 'refunded']);
  });

  test('is not told as paid back when that is only heard of after it had failed', async () => {
    const user = await newcomer(service);
    const { created, cancelled, refunded, sentBack } = bought(user.id);
    await hear(service, created, sentBack, refunded, cancelled('refunded', 'granted'));
    await mailsTo(service, user.id, ['welcome', 'refund_failed']);
    expect((await mailsOf(service, user.id)).map(({ why }) => why)).toContain('the refund has failed since');
  });
});

test('what happened within the last day is told, also by a service that is new', async () => {
  const user = aUser();
  await hear(service, ago(eventOf(UserCreated, user), 23));
  await mailsTo(service, user.id, ['welcome']);
});

test('tickets that were given back before the mail could be written are not announced', async () => {
  const user = aUser();
  const { created, completed, issued, cancelled, refunded } = bought(user.id);
  await hear(
    service,
    created,
    completed,
    issued,
    cancelled('refunded', 'granted'),
    refunded,
    eventOf(UserCreated, user),
  );
  await mailsTo(service, user.id, ['welcome', 'refunded']);
});

test('a link whose time is over is not mailed', async () => {
  const user = await newcomer(service);
  await hear(service, password(user.id, 1, { id: newId(), expiresAt: inMinutes(-1) }));
  await eventually(async () =>
    expect((await mailsOf(service, user.id)).map(({ kind, state }) => [kind, state])).toContainEqual([
      'password_reset',
      'skipped',
    ]),
  );
  expect(await mailbox(service, user.email)).toHaveLength(1);
});

test('the link to a new password has the code that auth can read, and the event had not', async () => {
  const user = await newcomer(service);
  const reset = { id: newId(), expiresAt: inMinutes(30) };
  const event = password(user.id, 1, reset);
  await hear(service, event);
  await mailsTo(service, user.id, ['welcome', 'password_reset']);
  const [{ plain } = { plain: '' }] = await mailbox(service, user.email);
  const token = decodeURIComponent(/reset-password\?token=(\S+)/.exec(plain)![1]!);
  expect(readDerivedToken(RESET_SECRET, 'password-reset', token)).toBe(reset.id);
  expect(JSON.stringify(event)).not.toContain(token.split('.')[1]!);
});

describe('someone whose account is deleted', () => {
  test('is written to no more, and no letter keeps the address', async () => {
    const user = await newcomer(service);
    expect(await mailbox(service, user.email)).toHaveLength(1);
    const gone = { ...user, email: '', deletedAt: new Date().toISOString() };
    const deleted = eventOf(UserDeleted, gone, { version: 2 });
    await hear(service, deleted, deleted, eventOf(UserCreated, user));
    expect(await mailbox(service, user.email)).toEqual([]);
    const { rows } = await service.kit.db.pool.query('select email from users where id = $1', [user.id]);
    expect(rows).toEqual([{ email: '' }]);

    const changed = { userId: user.id, reset: null, changedAt: new Date().toISOString() };
    await hear(service, eventOf(PasswordChanged, changed, { id: user.id }));
    await eventually(async () => {
      const mails = await mailsOf(service, user.id);
      expect(mails.at(-1)).toMatchObject({ kind: 'password_changed', state: 'skipped', why: 'the account is deleted' });
    });
  });
});
