import { TicketView } from '@frontrow/common/contracts';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { bodyOf, problemOf } from './support/http.ts';
import {
  admissionsOf,
  askForOrder,
  buy,
  checkIn,
  pay,
  paymentIn,
  reserve,
  scan,
  sell,
  tryToPay,
  untilOrder,
} from './support/market.ts';
import { newcomer } from './support/people.ts';
import { answerChallenge, moneyOf } from './support/stripe.ts';

test('cancelling an event gives every order of it back, whatever its state', async () => {
  const seller = await newcomer();
  const ticket = await sell(seller, { quantity: 20, refundHours: 24 * 90, startsAt: inDays(1) });
  const [unpaid, paid, justPaid, used, challenged] = await Promise.all(Array.from({ length: 5 }, () => newcomer()));

  const { id: unpaidId } = await reserve(unpaid!, ticket.id, 2);
  const bought = await buy(paid!, ticket.id, 3);
  const entered = await buy(used!, ticket.id);
  await checkIn(seller, ticket.id, entered.admissions[0]!.code);
  const { id: challengedId } = await reserve(challenged!, ticket.id);
  const payment = paymentIn(await tryToPay(challenged!, challengedId, 'tok_threeDSecure2Required'), 202);
  const { id: justPaidId } = await reserve(justPaid!, ticket.id);
  await pay(justPaid!, justPaidId);

  const cancelled = TicketView.parse(bodyOf(await seller.send('POST', `/api/tickets/${ticket.id}/cancel`), 200));
  expect(cancelled).toMatchObject({ status: 'cancelled', available: 0 });

  const end = { status: 'cancelled', cancelReason: 'event_cancelled' } as const;
  await untilOrder(unpaid!, unpaidId, end);
  for (const [buyer, id, price] of [
    [paid!, bought.order.id, 6000],
    [used!, entered.order.id, 2000],
  ] as const) {
    await untilOrder(buyer, id, end);
    await eventually(async () => expect(await moneyOf(id)).toMatchObject({ captured: price, refunded: price }));
    await eventually(async () => {
      for (const { status } of await admissionsOf(buyer, id)) expect(status).toBe('revoked');
    });
  }
  await untilOrder(justPaid!, justPaidId, end);
  await eventually(async () => {
    const money = await moneyOf(justPaidId);
    expect([money!.captured - money!.refunded, money!.authorized - money!.captured - money!.voided]).toEqual([0, 0]);
  });

  await untilOrder(challenged!, challengedId, end);
  // The bank may know already that it is over; if it does not, what it holds back is released.
  await answerChallenge(payment.challengeUrl!, 'approve').catch(() => {});
  await eventually(async () => expect(await paymentStatus()).toBe('voided'));
  const { captured, authorized, voided } = (await moneyOf(challengedId)) ?? { captured: 0, authorized: 0, voided: 0 };
  expect({ captured, held: authorized - voided }).toEqual({ captured: 0, held: 0 });

  const late = problemOf(await askForOrder(await newcomer(), ticket.id), 409);
  expect(late).toMatchObject({ available: 0, errors: [{ message: 'this event was cancelled' }] });
  expect(problemOf(await scan(seller, ticket.id, bought.admissions[0]!.code), 409).errors[0]!.message).toMatch(
    /revoked/,
  );

  async function paymentStatus() {
    const found = bodyOf(await challenged!.send('GET', `/api/payments?orderId=${challengedId}`), 200);
    return (found as { status: string }[])[0]!.status;
  }
}, 60_000);

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString();
