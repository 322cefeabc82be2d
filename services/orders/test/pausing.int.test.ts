import { PaymentAuthorized, type StockState, type TicketState, TicketUpdated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { salesProblem } from '../src/place.ts';
import { findStocks, lockStocks, saveUnits, waitForTurns } from '../src/store/stock.ts';
import { browserOf, control, list, type OrdersService, reserve, startOrders, stockOf } from './setup.ts';

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders({ HOLDS_PER_LISTING: '1000', HOLDS_IN_ALL: '1000' });
});
afterAll(() => service.stop());

describe('while sales are paused or have ended', () => {
  test('nothing is reserved, and the buyer is told why', async () => {
    const ticket = await list(service);
    const buyer = await browserOf(service);
    for (const [sales, message, version] of [
      ['paused', 'sales are paused', 2],
      ['ended', 'sales have ended', 3],
    ] as const) {
      await control(service, ticket, sales, version);
      const answer = await buyer.post({ ticketId: ticket.id });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({ sales, available: 0, errors: [{ message }] });
    }
    await control(service, ticket, 'open', 4);
    expect((await buyer.post({ ticketId: ticket.id })).status).toBe(201);
  });

  test('what is reserved can be extended, paid for and released', async () => {
    const one = await reserve(service);
    const other = await browserOf(service);
    const { body: held } = await other.post({ ticketId: one.ticket.id });
    await control(service, one.ticket, 'paused', 2);
    expect((await one.buyer.post({}, `/${one.order.id}/extend`)).status).toBe(200);
    await service.deliver('orders-payment', eventOf(PaymentAuthorized, one.payment));
    expect((await one.buyer.get(`/${one.order.id}`)).body.status).toBe('complete');
    expect((await other.delete(`/${held.id}`)).status).toBe(204);
    expect(await stockOf(service, one.ticket.id)).toEqual({
      capacity: 10,
      held: 0,
      sold: 2,
      closed: false,
      sales: 'paused',
      suspended: false,
    });
  });

  test('it is told once, and an older word changes nothing', async () => {
    const ticket = await list(service);
    await control(service, ticket, 'paused', 3);
    await control(service, ticket, 'paused', 3);
    await control(service, ticket, 'open', 2);
    const told = (await service.outbox('stock.updated')).filter(({ aggregateId }) => aggregateId === ticket.id);
    expect(told.map(({ data }) => (data as StockState).sales)).toEqual(['open', 'paused']);
  });

  test('an event from before there was a choice says that sales are open', async () => {
    const ticket = await list(service);
    const event = eventOf(TicketUpdated, { ...ticket, quantity: 11 }, { version: 2 });
    const { sales: _, ...data } = event.data;
    await service.deliver('orders-ticket', { ...event, data } as typeof event);
    expect(await stockOf(service, ticket.id)).toMatchObject({ capacity: 11, sales: 'open' });
  });
});

describe('many go on placing orders while the seller pauses sales', () => {
  const BUYERS = 10;
  type Place = (ticket: TicketState) => Promise<boolean>;

  /** How many units were taken before the pause and after it, by the versions of the stock, which its lock hands out. */
  async function race(place: Place): Promise<{ before: number; after: number }> {
    const ticket = await list(service, { quantity: 1000 });
    const firsts = Array.from({ length: BUYERS }, () => place(ticket));
    // Once one buyer has got through, the others are on their way, and all go on until they are refused.
    const paused = Promise.any(firsts).then(() => control(service, ticket, 'paused', 2));
    let placed = 0;
    const goOn = async (first: Promise<boolean>) => {
      for (let taken = await first; taken; taken = await place(ticket)) placed++;
    };
    await Promise.all(firsts.map(goOn));
    await paused;
    const told = (await service.outbox('stock.updated')).filter(({ aggregateId }) => aggregateId === ticket.id);
    const states = told.sort((a, b) => a.aggregateVersion - b.aggregateVersion).map(({ data }) => data as StockState);
    const before = states.filter(({ sales }) => sales === 'open').at(-1)!.held;
    const all = states.at(-1)!;
    expect({ sales: all.sales, held: all.held }).toEqual({ sales: 'paused', held: placed });
    return { before, after: all.held - before };
  }

  test('once the pause has taken effect no unit is taken', async () => {
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => browserOf(service)));
    let turn = 0;
    const place: Place = async ({ id }) => {
      const answer = await buyers[turn++ % BUYERS]!.post({ ticketId: id });
      if (answer.status !== 201) expect(answer.body).toMatchObject({ status: 409, sales: 'paused' });
      return answer.status === 201;
    };
    for (let races = 0; races < 10; races++) {
      const { before, after } = await race(place);
      expect(before).toBeGreaterThan(0);
      expect(after).toBe(0);
    }
  });

  test('the control: looking at the stock before taking from it is not enough', async () => {
    const { db } = service.kit;
    const trace = { correlationId: newId(), causationId: null };
    const place: Place = ({ id }) =>
      db.transaction(trace, async (tx) => {
        if (salesProblem((await findStocks(tx, [id])).get(id)!)) return false;
        await waitForTurns(tx, [id]);
        const { stocks } = await lockStocks(tx, [id]);
        await saveUnits(tx, stocks, new Map([[id, { held: 1, sold: 0 }]]));
        return true;
      });
    let after = 0;
    for (let races = 0; races < 50 && after === 0; races++) after = (await race(place)).after;
    expect(after).toBeGreaterThan(0);
  });
});
