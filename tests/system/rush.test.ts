import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { query } from './support/databases.ts';
import { problemOf } from './support/http.ts';
import { report } from './support/instance.ts';
import { askForOrder, sell, ticketOf } from './support/market.ts';
import { newcomer } from './support/people.ts';

// Its negative control, which oversells without the table's check, is in services/orders/test/place-order.int.test.ts.
test('500 buyers at once for 100 units: 100 orders, 400 clear refusals', async () => {
  const ticket = await sell(await newcomer(), { quantity: 100 });
  const buyers = await Promise.all(Array.from({ length: 500 }, () => newcomer()));

  const before = performance.now();
  const answers = await Promise.all(buyers.map((buyer) => askForOrder(buyer, ticket.id)));
  report(`500 buyers were answered in ${Math.round(performance.now() - before)} ms`);

  const refused = answers.filter(({ status }) => status !== 201);
  expect(answers.length - refused.length).toBe(100);
  for (const answer of refused) expect(problemOf(answer, 409)).toMatchObject({ available: 0, errors: [{}] });
  const stock = await query('orders', 'select capacity, held, sold from stock where ticket_id = $1', [ticket.id]);
  expect(stock).toEqual([{ capacity: 100, held: 100, sold: 0 }]);
  const orders = await query('orders', 'select distinct user_id from orders where ticket_id = $1', [ticket.id]);
  expect(orders).toHaveLength(100);
  await eventually(async () => expect((await ticketOf(ticket.id)).available).toBe(0));
}, 60_000);
