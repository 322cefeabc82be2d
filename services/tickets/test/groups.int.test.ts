import {
  type FrontrowEvent,
  OrderCompleted,
  OrderCreated,
  OrderRefundRequested,
  type OrderState,
  PaymentCaptured,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, aPayment, eventOf, eventually, openTestConsumer, type TestConsumer } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onOrder } from '../src/consumers/on-order.ts';
import { onPaymentCaptured } from '../src/consumers/on-payment-captured.ts';
import { refundOf, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let orders: TestConsumer;
let payments: TestConsumer;

beforeAll(async () => {
  service = await startTickets();
  const { DATABASE_URL } = service.kit.config;
  const open = (aggregate: string, consumer: typeof onOrder | typeof onPaymentCaptured) =>
    openTestConsumer(DATABASE_URL!, `tickets-${aggregate}`, (db) => [consumer({ ...service.kit, db })]);
  orders = open('order', onOrder);
  payments = open('payment', onPaymentCaptured);
});
afterAll(async () => {
  await Promise.all([orders.close(), payments.close()]);
  await service.stop();
});

const someOrders = (count: number) =>
  Array.from({ length: count }, () => anOrder({ status: 'complete', paymentId: newId() }));
const created = (order: OrderState) => eventOf(OrderCreated, { ...order, status: 'created', paymentId: null });
const completed = (order: OrderState) => eventOf(OrderCompleted, order, { version: 3 });
const captured = ({ id: orderId }: OrderState) =>
  eventOf(PaymentCaptured, aPayment({ orderId, status: 'captured', amountCaptured: 5000 }), { version: 3 });

const toldOf = async ({ id }: { id: string }) =>
  (await service.outbox()).filter(({ aggregateId }) => aggregateId === id);
const told = async (order: OrderState) =>
  (await toldOf(order)).map(({ type, aggregateVersion }) => `${type} ${aggregateVersion}`);
const knownVersions = async (ids: string[]) => {
  const { rows } = await service.kit.db.pool.query<{ version: number }>(
    'select order_version as version from order_admissions where order_id = any ($1) order by order_id',
    [ids],
  );
  return rows.map(({ version }) => version);
};

/** Begin, inbox, rows locked, admissions, the time, sets, admissions, outbox, commit; a copy is one more. */
const STATEMENTS = 10;

describe('events that come together', () => {
  test('take as many statements as one', async () => {
    const some = someOrders(50);
    expect(await orders.statementsOf(() => orders.deliver(...some.map(created)))).toHaveLength(7);
    const events = some.map(completed);
    const moved = await orders.statementsOf(() => orders.deliver(...events));
    expect(moved.length).toBeLessThanOrEqual(STATEMENTS);
    const issued = await payments.statementsOf(() => payments.deliver(...some.map(captured)));
    expect(issued.length).toBeLessThanOrEqual(STATEMENTS);
    for (const order of some) expect(await told(order)).toEqual(['admission.issued 1']);
    const { rows } = await service.kit.db.pool.query(
      'select count(*)::int as issued from admissions where order_id = any ($1)',
      [some.map(({ id }) => id)],
    );
    expect(rows).toEqual([{ issued: 100 }]);
    // Known already, so nothing is written but the inbox.
    expect(await orders.statementsOf(() => orders.deliver(...events))).toHaveLength(3);
  });

  test('move one order several times, and each version is told with what led to it', async () => {
    const [order] = someOrders(1);
    await payments.deliver(captured(order!));
    const refund = eventOf(OrderRefundRequested, refundOf(order!), { version: 4 });
    const events = [created(order!), completed(order!), refund];
    expect(await orders.deliver(...events)).toEqual([undefined, undefined, undefined]);
    expect(
      (await toldOf(order!)).map(({ type, aggregateVersion, causationId, correlationId }) => [
        type,
        aggregateVersion,
        causationId,
        correlationId,
      ]),
    ).toEqual([
      ['admission.issued', 1, events[1]!.id, events[1]!.correlationId],
      ['admission.revoked', 2, refund.id, refund.correlationId],
    ]);
  });

  test('of which some are old or come twice leave the newest state, and do each thing once', async () => {
    const some = someOrders(10);
    const events: FrontrowEvent[] = some.flatMap((order) => [completed(order), created(order), completed(order)]);
    await orders.deliver(...events, ...events);
    expect(await knownVersions(some.map(({ id }) => id))).toEqual(Array(10).fill(3));
    const charges = some.map(captured);
    await payments.deliver(...charges, ...charges);
    await payments.deliver(...charges);
    await orders.deliver(...events);
    for (const order of some) expect(await told(order)).toEqual(['admission.issued 1']);
  });

  test('of which the database refuses one are tried again alone, and that one harms no other', async () => {
    const some = someOrders(5);
    const good = completed(anOrder({ status: 'complete' }));
    const bad = { ...good, data: { ...good.data, quantity: 0 } };
    const events = [...some.map(completed), bad];
    await expect(orders.deliver(...events)).rejects.toThrow(/check constraint/);
    expect(await knownVersions(some.map(({ id }) => id))).toEqual([]);
    const outcomes = await Promise.allSettled(events.map((event) => orders.deliver(event)));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array(5).fill('fulfilled'), 'rejected']);
    expect(await knownVersions(some.map(({ id }) => id))).toEqual(Array(5).fill(3));
  });
});

describe('rows of many orders', () => {
  /** Whether somebody else could lock the later row while the earlier one is waited for. */
  async function laterIsFreeWhile(work: (ids: string[]) => Promise<unknown>): Promise<boolean> {
    const { pool } = service.kit.db;
    const some = someOrders(2).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await orders.deliver(...some.map(created));
    const [earlier, later] = some.map(({ id }) => id) as [string, string];
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from order_admissions where order_id = $1 for update', [earlier]);
    const working = work([later, earlier]);
    await eventually(async () => {
      const { rows } = await pool.query(
        'select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
      );
      expect(rows).toHaveLength(1);
    });
    const { rowCount } = await pool.query('select 1 from order_admissions where order_id = $1 for update skip locked', [
      later,
    ]);
    await holder.query('commit');
    holder.release();
    await working;
    return rowCount === 1;
  }

  test.each([
    ['orders', (ids: string[]) => orders.deliver(...ids.map((id) => completed(anOrder({ id, status: 'complete' }))))],
    ['payments', (ids: string[]) => payments.deliver(...ids.map((id) => captured(anOrder({ id }))))],
  ])('are locked in the order of their ids by events of %s, however they come', async (_what, work) => {
    expect(await laterIsFreeWhile(work)).toBe(true);
  });

  test('would be waited for in a circle if they were locked as they come (negative control)', async () => {
    const asTheyCome = (ids: string[]) =>
      orders.database.transaction({ correlationId: newId(), causationId: null }, async ({ client }) => {
        for (const id of ids) {
          await client.query({ text: 'select 1 from order_admissions where order_id = $1 for update', values: [id] });
        }
      });
    expect(await laterIsFreeWhile(asTheyCome)).toBe(false);
  });
});
