import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { browserOf, list, type OrdersService, startOrders } from './setup.ts';

const WAITING = 100;

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders({ MOST_WAITING: String(WAITING), WAITING_SECONDS: '1' });
});
afterAll(() => service.stop());

/** Keeps everybody from the stock of a listing, as a change does that takes long. */
async function holdStock(id: string) {
  const holder = await service.kit.db.pool.connect();
  await holder.query('begin');
  await holder.query('set local idle_in_transaction_session_timeout = 0');
  await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  return async () => {
    await holder.query('commit');
    holder.release();
  };
}

test('more than may wait are told at once when to come again, and so are those who wait too long', async () => {
  const ticket = await list(service, { quantity: 1000 });
  const first = await browserOf(service);
  const buyers = await Promise.all(Array.from({ length: 2 * WAITING }, () => browserOf(service)));
  const release = await holdStock(ticket.id);
  const served = first.post({ ticketId: ticket.id }).then((answer) => answer);
  await eventually(async () => {
    const { rows } = await service.kit.db.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`,
    );
    expect(rows).toHaveLength(1);
  });
  const answers = await Promise.all(buyers.map((buyer) => buyer.post({ ticketId: ticket.id })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(answers.every(({ headers }) => headers['retry-after'] === '2')).toBe(true);
  expect(answers[0]!.body.errors).toMatchObject([{ code: 'too_many_waiting' }]);
  await release();
  expect((await served).status).toBe(201);
  expect((await buyers[0]!.post({ ticketId: ticket.id })).status).toBe(201);
});
