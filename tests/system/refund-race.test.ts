import { OrderView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { type Answer, bodyOf } from './support/http.ts';
import { report } from './support/instance.ts';
import { admissionsOf, buy, orderOf, scan, sell } from './support/market.ts';
import { newcomer, type Person } from './support/people.ts';
import { moneyOfEach } from './support/stripe.ts';

const RACES = 100;

test('a refund that races the check-in of the same admission: one of the two wins, 100 times of 100', async () => {
  const [seller, ...buyers] = await Promise.all(Array.from({ length: 11 }, () => newcomer()));
  const ticket = await sell(seller!, { quantity: RACES });
  const bought = await inParallel(buyers, async (buyer) => {
    const { order, admissions } = await buy(buyer, ticket.id);
    return { buyer, orderId: order.id, code: admissions[0]!.code };
  });
  expect(bought).toHaveLength(RACES);

  const letIn = await Promise.all(
    bought.map(async ({ buyer, orderId, code }, index) => {
      const refund = () => buyer.send('DELETE', `/api/orders/${orderId}`);
      const checkIn = () => scan(seller!, ticket.id, code);
      const [asked, scanned] = await race(index, refund, checkIn, buyer, orderId);
      expect([202, 204]).toContain(asked.status);
      expect([200, 409]).toContain(scanned.status);
      return scanned.status === 200;
    }),
  );

  for (const [index, { buyer, orderId }] of bought.entries()) await expectOneWinner(buyer, orderId, letIn[index]!);
  const orderIds = bought.map(({ orderId }) => orderId);
  await eventually(async () => {
    const returned = (await moneyOfEach(orderIds)).map((money) => [money!.captured, money!.refunded]);
    expect(returned).toEqual(letIn.map((entered) => [2000, entered ? 0 : 2000]));
  });
  const entered = letIn.filter(Boolean).length;
  report(`${entered} of ${RACES} were let in, ${RACES - entered} got their money back`);
  // The first ten were let in before they asked, the last ten had their money before they came.
  expect(entered).toBeGreaterThanOrEqual(10);
  expect(entered).toBeLessThanOrEqual(RACES - 10);
}, 180_000);

/** The first ten end one way and the last ten the other; those between start the two at once, the one or the other first. */
async function race(
  index: number,
  refund: () => Promise<Answer>,
  checkIn: () => Promise<Answer>,
  buyer: Person,
  orderId: string,
): Promise<[Answer, Answer]> {
  if (index < 10) {
    const scanned = await checkIn();
    return [await refund(), scanned];
  }
  if (index >= RACES - 10) {
    const asked = await refund();
    await eventually(async () => expect((await admissionsOf(buyer, orderId))[0]!.status).toBe('revoked'), 30_000, 100);
    return [asked, await checkIn()];
  }
  const asked = refund();
  // A refund goes its way over the bus: the later a scan starts, the likelier it comes too late.
  for (let lookups = 0; lookups < index % 10; lookups++) await orderOf(buyer, orderId);
  return Promise.all([asked, checkIn()]);
}

/** Who was let in has no money back, and who got it back was not let in. */
async function expectOneWinner(buyer: Person, orderId: string, letIn: boolean): Promise<void> {
  const order = await eventually(
    async () => {
      const found = OrderView.parse(bodyOf(await buyer.send('GET', `/api/orders/${orderId}`), 200));
      expect(found.refund).toBe(letIn ? 'refused' : 'granted');
      return found;
    },
    30_000,
    100,
  );
  expect(order).toMatchObject(
    letIn ? { status: 'complete', cancelReason: null } : { status: 'cancelled', cancelReason: 'refunded' },
  );
  expect((await admissionsOf(buyer, orderId))[0]!.status).toBe(letIn ? 'redeemed' : 'revoked');
}

/** Each buyer does it ten times, one after the other. */
async function inParallel<T>(buyers: Person[], work: (buyer: Person) => Promise<T>): Promise<T[]> {
  const found = await Promise.all(
    buyers.map(async (buyer) => {
      const done: T[] = [];
      while (done.length < RACES / buyers.length) done.push(await work(buyer));
      return done;
    }),
  );
  return found.flat();
}
