import { newId, type Tx } from '@frontrow/common/database';
import { eventually, gate } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { lockStocks, saveUnits, waitForTurns } from '../src/store/stock.ts';
import { stock } from '../src/store/tables.ts';
import { list, type OrdersService, startOrders } from './setup.ts';

const BUYERS = 12;

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders({ DATABASE_POOL: String(BUYERS + 8) });
});
afterAll(() => service.stop());

type Take = (tx: Tx, ticketId: string) => Promise<unknown>;

/** Lets buyers come one after the other while someone else has the stock, and returns the order in which they got theirs. */
async function queueUp(take: Take): Promise<number[]> {
  const { id } = await list(service, { quantity: 100 });
  const served: number[] = [];
  const come = (buyer: number, takesLong: Promise<unknown>) =>
    service.kit.db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
      await take(tx, id);
      served.push(buyer);
      await takesLong;
    });

  const all = gate();
  const buying = [come(0, all.passed)];
  await eventually(async () => expect(served).toEqual([0]));
  for (let buyer = 1; buyer <= BUYERS; buyer++) {
    buying.push(come(buyer, Promise.resolve()));
    await eventually(async () => expect(await waiting()).toBe(buyer));
  }
  all.open();
  await Promise.all(buying);
  return served;
}

async function waiting(): Promise<number> {
  const { rows } = await service.kit.db.pool.query(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0].n;
}

const inTurn = Array.from({ length: BUYERS + 1 }, (_, buyer) => buyer);

const takeOne: Take = async (tx, id) => {
  await waitForTurns(tx, [id]);
  const { stocks } = await lockStocks(tx, [id]);
  await saveUnits(tx, stocks, new Map([[id, { held: 1, sold: 0 }]]));
};

test('units go to buyers in the order in which they came', async () => {
  for (let races = 0; races < 10; races++) expect(await queueUp(takeOne)).toEqual(inTurn);
});

test('the control: the lock of the row alone lets later ones pass', async () => {
  const jostle: Take = ({ db }, id) =>
    db
      .update(stock)
      .set({ held: sql`${stock.held} + 1` })
      .where(eq(stock.ticketId, id));
  let passed = 0;
  for (let races = 0; races < 50 && passed === 0; races++) {
    if (`${await queueUp(jostle)}` !== `${inTurn}`) passed++;
  }
  expect(passed).toBeGreaterThan(0);
});
