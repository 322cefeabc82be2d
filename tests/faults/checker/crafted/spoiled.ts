import type { DeadLetter } from '../read/rows.ts';
import type { Records } from '../records.ts';

/** The one row of a list that has these members. */
export function the<T extends object>(rows: T[], members: Partial<T>): T {
  const found = rows.filter((row) => Object.entries(members).every(([name, value]) => row[name as keyof T] === value));
  if (found.length !== 1) throw new Error(`${found.length} rows are ${JSON.stringify(members)}`);
  return found[0]!;
}
export const event = (records: Records, id: string) => the(records.outbox, { id });
const set = <T extends object>(row: T, members: Partial<T>) => void Object.assign(row, members);
const setAll = <T extends object>(rows: T[], members: Partial<T>) => rows.forEach((row) => void set(row, members));
const remove = <T>(rows: T[], is: (row: T) => boolean) =>
  void rows.splice(0, rows.length, ...rows.filter((row) => !is(row)));
const order = (records: Records, id: string) => the(records.orders, { id });
export const entry = (records: Records, kind: 'authorized' | 'captured' | 'refunded', id: string) =>
  the(records.entries, { kind, paymentIntent: `pi of ${id}` });

export function aDeadLetter(event_id: string): DeadLetter {
  return {
    owner: 'tickets',
    id: 'letter',
    consumer: 'tickets-order',
    event_id,
    subject: 'order.created',
    payload: '',
    reason: 'it does not fit',
    died_at: '2026-11-01T12:30:00+00:00',
    replayed_at: null,
  };
}

/** What is done to the records of a market where all is well, the number of the invariant it breaks, and an id that must be named. */
export const spoilings: [what: string, number: string, id: string, spoil: (records: Records) => void][] = [
  ['a unit sold that is not there', '1', 'listing', (r) => set(r.stock[0]!, { capacity: 1 })],
  ['a unit that nobody counted', '1', 'listing', (r) => set(r.stock[0]!, { sold: 0 })],
  [
    'a stock that was oversold once',
    '1',
    'listing',
    (r) => set(event(r, 'stock.updated 2 of listing').envelope.data, { capacity: 1 }),
  ],
  [
    'units that were held for no order once',
    '1',
    'kept',
    (r) => set(event(r, 'stock.updated 2 of listing').envelope.data, { held: 3 }),
  ],
  ['a negative stock', '1', 'listing', (r) => set(event(r, 'stock.updated 3 of listing').envelope.data, { held: -1 })],
  [
    'a capacity that the seller never asked for',
    '1',
    'listing',
    (r) =>
      setAll(
        r.outbox.filter(({ type }) => type === 'stock.updated').map(({ envelope }) => envelope.data),
        { capacity: 9 },
      ),
  ],
  [
    'an order that was placed while its listing was suspended',
    '1',
    'withdrawn',
    (r) => {
      const placed = r.outbox.indexOf(event(r, 'order.created 1 of withdrawn'));
      set(r.outbox[placed - 1]!.envelope.data, { suspended: true });
    },
  ],
  ['orders of a listing without a stock', '1', 'elsewhere', (r) => set(order(r, 'kept'), { ticket_id: 'elsewhere' })],

  ['a second capture', '2', 'kept', (r) => void r.entries.push({ ...entry(r, 'captured', 'kept'), id: 99 })],
  [
    'a capture of an order that was never complete',
    '2',
    'lapsed',
    (r) => set(r.intents[0]!.metadata, { orderId: 'lapsed' }),
  ],
  ['a capture for no order of ours', '2', 'pi of kept', (r) => set(r.intents[0]!, { metadata: {} })],
  [
    'a capture before the order was complete, by the ledger',
    '2',
    'kept',
    (r) => set(entry(r, 'captured', 'kept'), { time: '2026-11-01T12:00:00.000Z' }),
  ],
  [
    'a capture before the order was complete, by the databases',
    '2',
    'kept',
    (r) => set(event(r, 'payment.captured 3 of payment of kept'), { created_at: '2026-11-01T12:00:00+00:00' }),
  ],
  [
    'a capture of too much',
    '2',
    'kept',
    (r) => set(entry(r, 'captured', 'kept'), { amount: entry(r, 'captured', 'kept').amount + 1 }),
  ],
  ['a capture in another currency', '2', 'kept', (r) => set(entry(r, 'captured', 'kept'), { currency: 'usd' })],
  [
    'a capture under a key that nobody stored',
    '2',
    'kept',
    (r) => set(entry(r, 'captured', 'kept'), { idempotencyKey: 'fresh' }),
  ],
  [
    'a capture under the key of another payment',
    '2',
    'kept',
    (r) => set(entry(r, 'captured', 'kept'), { idempotencyKey: 'payment of returned-capture-1' }),
  ],
  [
    'an authorization under a key that was not reached yet',
    '2',
    'kept',
    (r) => set(entry(r, 'authorized', 'kept'), { idempotencyKey: 'attempt of kept-confirm-2' }),
  ],
  ['a refund without a key', '2', 'returned', (r) => set(entry(r, 'refunded', 'returned'), { idempotencyKey: null })],
  [
    'a capture that is told twice',
    '2',
    'kept',
    (r) => set(event(r, 'payment.authorized 2 of payment of kept'), { type: 'payment.captured' }),
  ],

  ['money beside the orders', '3', 'kept', (r) => set(entry(r, 'captured', 'kept'), { amount: 5_000 })],
  [
    'an order that is complete and was not paid',
    '3',
    'kept',
    (r) => remove(r.entries, ({ kind, paymentIntent }) => kind === 'captured' && paymentIntent === 'pi of kept'),
  ],

  ['money kept of a cancelled order', '4', 'returned', (r) => remove(r.entries, ({ kind }) => kind === 'refunded')],
  [
    'money that was kept because a refund is said to have failed, which the ledger does not know',
    '4',
    'returned',
    (r) => {
      remove(r.entries, ({ kind }) => kind === 'refunded');
      const failed = { status: 'captured', amount_refunded: 0, refund_failed_at: r.now };
      set(the(r.payments, { order_id: 'returned' }), failed);
    },
  ],
  [
    'a refund that arrived and was paid by hand as well',
    '4',
    'returned',
    (r) => set(the(r.payments, { order_id: 'returned' }), { settlement: { how: 'cash', amount: 2_000 } }),
  ],
  [
    'a settlement by hand that is told and not noted',
    '4',
    'returned',
    (r) => set(event(r, 'payment.refunded 4 of payment of returned'), { type: 'payment.refund_settled' }),
  ],
  [
    'an authorization that is neither captured nor released',
    '4',
    'kept',
    (r) => set(entry(r, 'authorized', 'kept'), { amount: entry(r, 'authorized', 'kept').amount + 1 }),
  ],
  [
    'a second intent that may still take money',
    '4',
    'lapsed',
    (r) =>
      void r.intents.push({
        id: 'pi',
        status: 'requires_capture',
        amount: 1,
        currency: 'eur',
        metadata: { orderId: 'lapsed' },
      }),
  ],
  [
    'a payment whose books differ from the ledger',
    '4',
    'kept',
    (r) => set(the(r.payments, { order_id: 'kept' }), { amount_captured: 1 }),
  ],
  [
    'a payment that did not end',
    '4',
    'returned',
    (r) => set(the(r.payments, { order_id: 'returned' }), { status: 'authorized' }),
  ],
  ['a complete order without a payment', '4', 'kept', (r) => remove(r.payments, ({ order_id }) => order_id === 'kept')],
  [
    'a payment for no order of ours',
    '4',
    'nowhere',
    (r) => void r.payments.push({ ...r.payments[0]!, order_id: 'nowhere' }),
  ],

  [
    'an order of an event that was over',
    '5',
    'kept',
    (r) => set(event(r, 'ticket.created 1 of listing').envelope.data, { startsAt: '2026-11-01T05:59:59.000Z' }),
  ],
  [
    'an order after the end of sales',
    '5',
    'kept',
    (r) => set(event(r, 'ticket.created 1 of listing').envelope.data, { salesEndAt: '2026-11-01T12:00:00.000Z' }),
  ],
  [
    'a move that gives nobody a right to a refund',
    '5',
    'listing',
    (r) => set(event(r, 'ticket.updated 2 of listing').envelope.data, { moves: [] }),
  ],
  [
    'a right to a refund that was taken back',
    '5',
    'listing',
    (r) => {
      const moves = [{ version: 2, until: null }];
      set(event(r, 'ticket.created 1 of listing').envelope.data, { moves });
    },
  ],
  [
    'an order that came back to life',
    '5',
    'lapsed',
    (r) => set(event(r, 'order.created 1 of lapsed').envelope.data, { status: 'cancelled' }),
  ],
  [
    'a reason that does not fit',
    '5',
    'returned',
    (r) => set(event(r, 'order.cancelled 5 of returned').envelope.data, { cancelReason: 'buyer' }),
  ],
  [
    'a type that does not fit the status',
    '5',
    'kept',
    (r) => set(event(r, 'order.completed 3 of kept'), { type: 'order.updated' }),
  ],
  [
    'a price that changed',
    '5',
    'kept',
    (r) => set(event(r, 'order.completed 3 of kept').envelope.data, { total: 5_000 }),
  ],
  [
    'a price that nobody asked',
    '5',
    'lapsed',
    (r) =>
      setAll(
        r.outbox.filter(({ aggregate_id }) => aggregate_id === 'lapsed').map(({ envelope }) => envelope.data),
        { unitPrice: 1, total: 1 },
      ),
  ],
  [
    'an order that expired before its deadline',
    '5',
    'lapsed',
    (r) => set(event(r, 'order.created 1 of lapsed').envelope.data, { expiresAt: '2026-11-01T12:59:00.000Z' }),
  ],
  [
    'a paid order that ended because its listing was suspended',
    '5',
    'returned',
    (r) => set(event(r, 'order.cancelled 5 of returned').envelope.data, { cancelReason: 'suspended' }),
  ],
  [
    'an unpaid order that was refunded',
    '5',
    'withdrawn',
    (r) => set(event(r, 'order.cancelled 2 of withdrawn').envelope.data, { cancelReason: 'refunded_by_seller' }),
  ],
  [
    'an unpaid order of a suspended listing',
    '5',
    'withdrawn',
    (r) => {
      set(order(r, 'withdrawn'), { status: 'created', expires_at: '2026-11-01T14:00:00.000Z' });
      set(r.tickets[0]!, { suspended: true });
    },
  ],
  [
    'an unpaid order of a suspended buyer',
    '5',
    'withdrawn',
    (r) => set(order(r, 'withdrawn'), { status: 'created', expires_at: '2026-11-01T14:00:00.000Z', user_id: 'banned' }),
  ],
  ['an order that is unpaid past its deadline', '5', 'lapsed', (r) => set(order(r, 'lapsed'), { status: 'created' })],
  ['a wish for a refund that nobody answers', '5', 'kept', (r) => set(order(r, 'kept'), { refund: 'requested' })],
  [
    'an order that stands although its event was cancelled',
    '5',
    'kept',
    (r) => set(r.tickets[0]!, { status: 'cancelled' }),
  ],

  [
    'an event that was not published',
    '6',
    'kept',
    (r) => set(event(r, 'order.created 1 of kept'), { published_at: null }),
  ],
  [
    'an event that the stream lost',
    '6',
    'kept',
    (r) => remove(r.messages, ({ payload }) => payload.includes('order.created 1 of kept')),
  ],
  [
    'an event that is in the stream twice',
    '6',
    'kept',
    (r) => void r.messages.push(r.messages.find(({ payload }) => payload.includes('order.created 1 of kept'))!),
  ],
  [
    'an event that reads otherwise in the stream',
    '6',
    'kept',
    (r) => set(event(r, 'order.created 1 of kept').envelope.data, { quantity: 1 }),
  ],
  [
    'an event that nobody wrote',
    '6',
    'x',
    (r) =>
      void r.messages.push({
        stream: 'ORDERS',
        seq: 99,
        subject: 'order.created',
        payload: '{"id":"forged","aggregateId":"x","data":{}}',
        messageId: 'forged',
      }),
  ],
  [
    'an event of ours that was given up',
    '6',
    'kept',
    (r) => void r.deadLetters.push(aDeadLetter('order.created 1 of kept')),
  ],
  ['a copy that is behind', '6', 'kept', (r) => set(the(r.paidOrders, { id: 'kept' }), { version: 2 })],
  ['a copy that differs in one field', '6', 'kept', (r) => set(the(r.paidOrders, { id: 'kept' }), { total: 1 })],
  ['an order that payments never heard of', '6', 'kept', (r) => remove(r.paidOrders, ({ id }) => id === 'kept')],
  [
    'an order that only payments knows',
    '6',
    'ghost',
    (r) => void r.paidOrders.push({ ...r.paidOrders[0]!, id: 'ghost' }),
  ],
  [
    'an order that differs in tickets',
    '6',
    'returned',
    (r) => set(the(r.orderAdmissions, { order_id: 'returned' }), { order_status: 'complete' }),
  ],
  [
    'a capture that tickets never heard of',
    '6',
    'kept',
    (r) => set(the(r.orderAdmissions, { order_id: 'kept' }), { captured: false }),
  ],
  ['a stock that differs in tickets', '6', 'listing', (r) => set(r.ticketStock[0]!, { held: 1 })],
  ['a listing that differs in orders', '6', 'listing', (r) => set(r.listings[0]!, { price: 1 })],
  [
    'the address of an account that is gone',
    '6',
    'leaver',
    (r) => set(the(r.ticketUsers, { id: 'leaver' }), { email: 'leaver@example.test' }),
  ],
  [
    'an account that is still there after it was deleted',
    '7',
    'leaver',
    (r) => r.users.push({ id: 'leaver', version: 1, email: '', verified: false, suspended_at: null }),
  ],
  ['a suspension that orders has not heard of', '6', 'listing', (r) => set(r.tickets[0]!, { suspended: true })],
  [
    'a suspended account that may still sell',
    '6',
    'banned',
    (r) => set(the(r.ticketUsers, { id: 'banned' }), { closed: false }),
  ],
  [
    'a suspended account that may still buy',
    '6',
    'banned',
    (r) => set(the(r.closedUsers, { id: 'banned' }), { closed: false }),
  ],
  [
    'an account that is gone and may still buy',
    '6',
    'leaver',
    (r) => remove(r.closedUsers, ({ id }) => id === 'leaver'),
  ],
  [
    'a suspension of an account that nobody is told of',
    '7',
    'banned',
    (r) => set(event(r, 'user.updated 2 of banned').envelope.data, { suspendedAt: null }),
  ],
  ['a user that tickets never heard of', '6', 'seller', (r) => remove(r.ticketUsers, () => true)],
  ['a payment that orders did not heed', '6', 'kept', (r) => set(order(r, 'kept'), { payment_version: 1 })],
  [
    'an ended session that is still good somewhere',
    '6',
    'session',
    (r) => remove(r.revocations, ({ owner }) => owner === 'orders'),
  ],
  [
    'an event without effect',
    '6',
    'kept',
    (r) => remove(r.inbox, ({ event_id, owner }) => event_id === 'order.completed 3 of kept' && owner === 'tickets'),
  ],
  ['an effect without an event', '6', 'nothing', (r) => void r.inbox.push({ ...r.inbox[0]!, event_id: 'nothing' })],
  [
    'an effect that was had twice',
    '6',
    'kept',
    (r) => void r.timeline.push(the(r.timeline, { order_id: 'kept', event: 'payment.captured' })),
  ],
  ['an effect that was lost', '6', 'kept', (r) => remove(r.timeline, ({ event }) => event === 'order.completed')],

  ['a version that is missing', '7', 'kept', (r) => remove(r.outbox, ({ id }) => id === 'order.updated 2 of kept')],
  ['a row that is ahead of its events', '7', 'listing', (r) => set(r.stock[0]!, { version: r.stock[0]!.version + 1 })],
  ['a row that differs from its last event', '7', 'kept', (r) => set(order(r, 'kept'), { user_id: 'another' })],
  [
    'admissions that differ from their last event',
    '7',
    'kept',
    (r) => set(the(r.admissions, { id: 'admission 1 of kept' }), { redeemed_at: '2026-11-01T12:30:00+00:00' }),
  ],
  ['an event about nothing', '7', 'returned', (r) => remove(r.orders, ({ id }) => id === 'returned')],

  ...(
    [
      ['signed-up', 'nobody'],
      ['password-reset', 'nobody'],
      ['listed', 'nowhere'],
      ['called-off', 'listing'],
      ['edited', 'nowhere'],
      ['placed', 'never'],
      ['extended', 'kept'],
      ['paid', 'lapsed'],
      ['released', 'kept'],
      ['refund-asked', 'lapsed'],
      ['admitted', 'admission 1 of kept'],
      ['undone', 'nowhere'],
    ] as const
  ).map(([kind, id]): (typeof spoilings)[number] => [
    `an untrue answer: ${kind}`,
    '8',
    id,
    (r) => void r.answers.push({ kind, id, at: r.now }),
  ]),
  [
    'a new price that was answered and never told',
    '8',
    'listing',
    (r) => void r.answers.push({ kind: 'edited', id: 'listing', at: r.now, price: 4_711 }),
  ],
  [
    'an order of fewer units than was answered',
    '8',
    'kept',
    (r) => void r.answers.push({ kind: 'placed', id: 'kept', at: r.now, quantity: 3 }),
  ],
  [
    'an order of another listing than was answered',
    '8',
    'kept',
    (r) => void r.answers.push({ kind: 'placed', id: 'kept', at: r.now, ticketId: 'other' }),
  ],
  [
    'one key that was answered twice differently',
    '8',
    'lapsed',
    (r) =>
      void r.answers.push(...['kept', 'lapsed'].map((id) => ({ kind: 'placed' as const, id, at: r.now, key: 'k' }))),
  ],
  [
    'admissions that were shown to a stranger',
    '8',
    'kept',
    (r) => void r.answers.push({ kind: 'shown', id: 'kept', to: 'seller', at: r.now }),
  ],
  [
    'an address that is not the one that was answered',
    '8',
    'seller',
    (r) => void r.answers.push({ kind: 'address-changed', id: 'seller', at: r.now, email: 'other@example.test' }),
  ],
  [
    'a change of address and a reset of before that were both answered',
    '8',
    'seller',
    (r) =>
      void r.answers.push(
        ...(['address-changed', 'password-reset'] as const).map((kind) => ({
          kind,
          id: 'seller',
          at: r.now,
          asked: '2026-11-01T00:00:00.000Z',
        })),
      ),
  ],
  [
    'one request that made two orders',
    '8',
    'lapsed',
    (r) =>
      set(event(r, 'order.created 1 of lapsed').envelope, {
        correlationId: event(r, 'order.created 1 of kept').envelope.correlationId,
      }),
  ],
  [
    'a stored answer about nothing',
    '8',
    'gone',
    (r) => void r.storedAnswers.push({ owner: 'orders', user_id: 'buyer', route: 'post /', status: 201, made: 'gone' }),
  ],

  [
    'an admission too many',
    '9',
    'kept',
    (r) => void r.admissions.push({ ...r.admissions[0]!, id: 'third', number: 3 }),
  ],
  ['an admission that is missing', '9', 'kept', (r) => remove(r.admissions, ({ id }) => id === 'admission 2 of kept')],
  [
    'an admission of a refunded order that is still good',
    '9',
    'returned',
    (r) => set(the(r.admissions, { order_id: 'returned' }), { revoked_at: null }),
  ],
  [
    'two admissions of one unit',
    '9',
    'kept',
    (r) => set(the(r.admissions, { id: 'admission 2 of kept' }), { number: 1 }),
  ],
  [
    'an admission of another person',
    '9',
    'kept',
    (r) => set(the(r.admissions, { id: 'admission 1 of kept' }), { user_id: 'another' }),
  ],
  [
    'an admission for no order of ours',
    '9',
    'nowhere',
    (r) => void r.admissions.push({ ...r.admissions[0]!, id: 'lost', order_id: 'nowhere' }),
  ],
  [
    'someone let in with a void admission',
    '9',
    'returned',
    (r) => set(the(r.admissions, { order_id: 'returned' }), { redeemed_at: '2026-11-01T12:59:00+00:00' }),
  ],
  [
    'a refund although an admission was used',
    '9',
    'returned',
    (r) => set(the(r.admissions, { order_id: 'returned' }), { redeemed_at: '2026-11-01T12:00:00+00:00' }),
  ],
  [
    'a refund by the policy although an admission was used',
    '9',
    'repaid',
    (r) => set(order(r, 'repaid'), { cancel_reason: 'refunded' }),
  ],
  [
    'an admission that is still good although its order was given back out of turn',
    '9',
    'repaid',
    (r) => set(the(r.admissions, { order_id: 'repaid' }), { revoked_at: null }),
  ],
  [
    'a scan that let two in',
    '9',
    'admission 2 of kept',
    (r) =>
      setAll(
        r.admissions.filter(({ order_id }) => order_id === 'kept'),
        { scan_id: 'scan' },
      ),
  ],
];
