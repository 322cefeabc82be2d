import {
  type OrderState,
  PaymentAuthorized,
  type StockState,
  type TicketState,
  TicketUpdated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { completeOrder, suspend as endUnpaid } from '../src/order.ts';
import { salesProblem } from '../src/place.ts';
import { findUnpaidOfSuspended, moveOrder } from '../src/store/orders.ts';
import { findStocks, lockStocks, saveUnits, waitForTurns } from '../src/store/stock.ts';
import { browserOf, list, type OrdersService, reserve, startOrders, stockOf, suspend, withoutLocks } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders({ HOLDS_PER_LISTING: '1000', HOLDS_IN_ALL: '1000' });
});
afterAll(() => service.stop());

const pay = (orderId: string, userId: string) =>
  service.deliver('orders-payment', eventOf(PaymentAuthorized, aPayment({ orderId, userId, status: 'authorized' })));

describe('a listing that operators suspend', () => {
  test('takes no orders, loses those that are unpaid, and keeps those that are paid', async () => {
    const { ticket, buyer, order, payment } = await reserve(service);
    const other = await browserOf(service);
    const { body: unpaid } = await other.post({ ticketId: ticket.id, quantity: 3 });
    await service.deliver('orders-payment', eventOf(PaymentAuthorized, payment));
    await suspend(service, ticket, true, 2);

    const refused = await other.post({ ticketId: ticket.id });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ available: 0, suspended: true, errors: [{ code: 'suspended' }] });
    await eventually(async () =>
      expect((await other.get(`/${unpaid.id}`)).body).toMatchObject({ status: 'cancelled', cancelReason: 'suspended' }),
    );
    expect((await other.get(`/${unpaid.id}/timeline`)).body.at(-1)).toMatchObject({ step: 'suspended' });
    expect((await buyer.get(`/${order.id}`)).body.status).toBe('complete');
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: 2, suspended: true, sales: 'open' });
  });

  test('sells as its seller wants it once that is lifted, and old news takes nothing back', async () => {
    const ticket = await list(service);
    const buyer = await browserOf(service);
    await suspend(service, ticket, true, 2);
    await suspend(service, { ...ticket, sales: 'paused' }, true, 3);
    await suspend(service, { ...ticket, sales: 'paused' }, false, 4);
    expect((await buyer.post({ ticketId: ticket.id })).body.errors[0].code).toBe('sales_paused');
    await suspend(service, ticket, true, 3);
    await suspend(service, ticket, false, 5);
    expect((await buyer.post({ ticketId: ticket.id })).status).toBe(201);
  });

  test('an event from before there were suspensions says of none', async () => {
    const ticket = await list(service);
    const { suspended: _, ...data } = eventOf(TicketUpdated, { ...ticket, quantity: 11 }).data;
    const event = eventOf(TicketUpdated, data as TicketState, { version: 2 });
    await service.deliver('orders-ticket', event);
    expect(await stockOf(service, ticket.id)).toMatchObject({ capacity: 11, suspended: false });
  });

  test('is looked at no more once nothing is held of it', async () => {
    const { ticket } = await reserve(service);
    await service.kit.db.pool.query('update stock set suspended = true where ticket_id = $1', [ticket.id]);
    await eventually(async () => expect(await findUnpaidOfSuspended(service.kit.db, 10)).toEqual([]));
    expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 });
  });
});

describe('buyers reserve and pay while the listing is suspended', () => {
  const BUYERS = 10;
  type Place = (ticket: TicketState) => Promise<OrderState | undefined>;

  /** Goes on until everybody is refused. Returns the listing, and how many units were held before the suspension and after. */
  async function race(place: Place, payFor: (order: OrderState) => Promise<unknown>) {
    const ticket = await list(service, { quantity: 1000 });
    const firsts = Array.from({ length: BUYERS }, () => place(ticket));
    const suspended = Promise.any(firsts).then(() => suspend(service, ticket, true, 2));
    let placed = 0;
    const goOn = async (first: ReturnType<Place>, buyer: number) => {
      for (let order = await first; order; order = await place(ticket)) {
        placed++;
        if (buyer % 2 === 0) await payFor(order);
      }
    };
    await Promise.all(firsts.map(goOn));
    await suspended;
    return { ticket, placed };
  }

  /** What the outbox tells of a listing: its stock and orders, in the order in which its lock was had. */
  const told = async (ticketId: string) =>
    (await service.outbox()).filter(({ data }) => (data as StockState | OrderState).ticketId === ticketId);

  /** Orders that were placed although the stock told before them is suspended. */
  async function placedWhileSuspended(ticketId: string): Promise<number> {
    let suspended = false;
    let late = 0;
    for (const { type, data } of await told(ticketId)) {
      if (type === 'stock.updated') suspended = (data as StockState).suspended;
      if (type === 'order.created' && suspended) late++;
    }
    return late;
  }

  test('nothing is placed any more, what is unpaid ends, and what was paid first stands', async () => {
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => browserOf(service)));
    let turn = 0;
    const place: Place = async ({ id }) => {
      const answer = await buyers[turn++ % BUYERS]!.post({ ticketId: id });
      if (answer.status !== 201) expect(answer.body.errors[0].code).toBe('suspended');
      return answer.status === 201 ? answer.body : undefined;
    };
    const ends = { complete: 0, suspended: 0 };
    for (let races = 0; races < 10; races++) {
      const { ticket, placed } = await race(place, ({ id, userId }) => pay(id, userId));
      await eventually(async () => expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0 }));
      expect(await placedWhileSuspended(ticket.id)).toBe(0);
      const events = await told(ticket.id);
      const orders = new Map<string, string[]>();
      for (const { type, aggregateId } of events.filter(({ type }) => /^order\.(completed|cancelled)$/.test(type)))
        orders.set(aggregateId, [...(orders.get(aggregateId) ?? []), type]);
      // Each ends once, and only what was complete takes units up: of all others payments gives the money back.
      expect([...orders.values()].every(({ length }) => length === 1)).toBe(true);
      expect(orders.size).toBe(placed);
      const complete = [...orders.values()].filter(([type]) => type === 'order.completed').length;
      expect(await stockOf(service, ticket.id)).toMatchObject({ held: 0, sold: complete });
      ends.complete += complete;
      ends.suspended += placed - complete;
    }
    process.stderr.write(`    measured: races with a takedown: ${JSON.stringify(ends)}\n`);
    expect([ends.complete > 0, ends.suspended > 0]).toEqual([true, true]);
  });

  test('the control: looking at the stock before taking from it is not enough', async () => {
    const { db } = service.kit;
    const trace = { correlationId: newId(), causationId: null };
    let late = 0;
    const place: Place = ({ id }) =>
      db.transaction(trace, async (tx) => {
        if (salesProblem((await findStocks(tx, [id])).get(id)!)) return undefined;
        await waitForTurns(tx, [id]);
        const { stocks } = await lockStocks(tx, [id]);
        if (stocks.get(id)!.suspended) late++;
        await saveUnits(tx, stocks, new Map([[id, { held: 1, sold: 0 }]]));
        return { id: newId(), ticketId: id } as OrderState;
      });
    for (let races = 0; races < 50 && late === 0; races++) await race(place, async () => {});
    expect(late).toBeGreaterThan(0);
  });

  test('the control: without the order’s lock, one that is paid for is cancelled, too', async () => {
    const { db } = service.kit;
    await db.db.execute(sql`alter table outbox drop constraint outbox_aggregate_aggregate_id_aggregate_version_key`);
    const trace = { correlationId: newId(), causationId: null };
    const endsOf = async (id: string) =>
      (await service.outbox('order.completed', 'order.cancelled')).filter(({ aggregateId }) => aggregateId === id)
        .length;
    let both = false;
    for (let races = 0; races < 200 && !both; races++) {
      const { order, ticket } = await reserve(service);
      // With units that others hold there are enough for an order that gives its own back twice.
      await db.db.execute(
        sql`update stock set held = held + 10, capacity = capacity + 10 where ticket_id = ${ticket.id}`,
      );
      await Promise.allSettled([
        db.transaction(trace, (tx) => moveOrder(withoutLocks(tx), order.id, endUnpaid)),
        db.transaction(trace, (tx) =>
          moveOrder(withoutLocks(tx), order.id, (row, now) => completeOrder(row, aPayment().id, now)),
        ),
      ]);
      both = (await endsOf(order.id)) > 1;
    }
    expect(both).toBe(true);
  });
});
