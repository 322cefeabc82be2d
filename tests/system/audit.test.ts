import {
  AuditedOrderView,
  FindingDetails,
  FindingView,
  type FrontrowEvent,
  OrderCompleted,
  PaymentCaptured,
  PromisesView,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { type Bus, openBus } from '@frontrow/common/messaging';
import { anOrder, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { bodyOf, problemOf, send } from './support/http.ts';
import { ports, report, secrets } from './support/instance.ts';
import { buy, reserve, sell, untilOrder } from './support/market.ts';
import { newcomer, type Person } from './support/people.ts';
import { bringBack, takeDown } from './support/processes.ts';

let operator: Person;
beforeAll(async () => {
  operator = await newcomer('operator');
});

// As the services themselves: nobody else may publish what happened to orders and payments.
const busOf = (user: string) =>
  openBus({ url: `nats://127.0.0.1:${ports.nats}`, user, password: secrets.passwords[user] });
const forgers: Record<string, Bus> = { orders: busOf('orders'), payments: busOf('payments') };
afterAll(() => Promise.all(Object.values(forgers).map((bus) => bus.close())));
const forge = (service: string, event: object) => eventually(() => forgers[service]!.publish(event as FrontrowEvent));

const get = async (path: string) => bodyOf(await operator.send('GET', `/api/audit${path}`), 200);
const promises = async () => PromisesView.parse(await get('/promises'));
const audited = async (orderId: string) => AuditedOrderView.parse(await get(`/orders/${orderId}`));
const openFindings = async () => z.array(FindingView).parse(await get('/findings?open=true&limit=100'));

/** Waits until the auditor has heard everything that the bus has now. */
async function untilHeard() {
  const since = Date.now();
  await eventually(
    async () => {
      const { checkedAt, lagSeconds } = await promises();
      expect(Date.parse(checkedAt) - lagSeconds * 1000).toBeGreaterThan(since);
    },
    60_000,
    100,
  );
}

/** Waits for a finding, and tells how long after its cause it came. */
async function found(words: RegExp, about: { orderId?: string; ticketId?: string }) {
  const since = Date.now();
  const finding = await eventually(
    async () => {
      const match = (await openFindings()).find(
        (one) =>
          words.test(one.words) &&
          (about.orderId === undefined || one.orderId === about.orderId) &&
          (about.ticketId === undefined || one.ticketId === about.ticketId),
      );
      expect(match).toBeDefined();
      return match!;
    },
    30_000,
    100,
  );
  const seconds = (Date.parse(finding.openedAt) - since) / 1000;
  report(`red ${Math.max(seconds, 0).toFixed(1)} s after the forged event: ${finding.words}`);
  expect(seconds).toBeLessThanOrEqual(10);
  expect((await promises()).status).toBe('red');
  return finding;
}

const acknowledge = async ({ id }: FindingView) =>
  bodyOf(await operator.send('POST', `/api/audit/findings/${id}/acknowledge`, { note: 'forged by a test' }), 200);

/** Nothing that a test forged can be taken back, so what follows from it is acknowledged until it alarms no more. */
const acknowledgeAll = () =>
  eventually(
    async () => {
      const standing = (await openFindings()).filter(({ acknowledgedAt }) => acknowledgedAt === null);
      for (const finding of standing) await acknowledge(finding);
      expect((await promises()).promises.filter(({ open }) => open > 0)).toEqual([]);
    },
    30_000,
    200,
  );

test('what keeps every promise leaves nothing to find, and its history is all there', async () => {
  const before = new Set((await openFindings()).map(({ id }) => id));
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const listing = await sell(seller, { quantity: 10, startsAt: new Date(Date.now() + 90 * 86_400_000).toISOString() });
  const doomed = await sell(seller, { quantity: 10 });
  const kept = await buy(buyer, listing.id, 2);
  const returned = await buy(buyer, listing.id);
  const released = await reserve(buyer, listing.id);
  const lost = await buy(buyer, doomed.id);
  bodyOf(await buyer.send('DELETE', `/api/orders/${returned.order.id}`), 202);
  bodyOf(await buyer.send('DELETE', `/api/orders/${released.id}`), 204);
  bodyOf(await seller.send('POST', `/api/tickets/${doomed.id}/cancel`), 200);
  await untilOrder(buyer, returned.order.id, { status: 'cancelled' });
  await untilOrder(buyer, lost.order.id, { status: 'cancelled' });

  const types = async (id: string) => (await audited(id)).events.map(({ type }) => type);
  await eventually(async () => expect(await types(lost.order.id)).toContain('payment.refunded'), 30_000, 200);
  await eventually(async () => expect(await types(returned.order.id)).toContain('payment.refunded'), 30_000, 200);
  await untilHeard();
  const { events } = await audited(kept.order.id);
  expect(new Set(events.map(({ service }) => service))).toEqual(new Set(['orders', 'payments', 'tickets']));
  expect(events.filter(({ type }) => type === 'stock.updated')).not.toEqual([]);
  const ids = [kept.order.id, returned.order.id, released.id, lost.order.id];
  for (const id of ids) expect((await audited(id)).findings).toEqual([]);
  expect((await openFindings()).filter(({ id }) => !before.has(id))).toEqual([]);
}, 120_000);

test('only operators may look', async () => {
  const buyer = await newcomer();
  for (const path of ['/promises', '/findings', `/findings/${newId()}`, `/orders/${newId()}`]) {
    problemOf(await buyer.send('GET', `/api/audit${path}`), 403);
    problemOf(await send('GET', `/api/audit${path}`), 401);
  }
  const acknowledgement = [`/api/audit/findings/${newId()}/acknowledge`, { note: 'mine' }] as const;
  problemOf(await buyer.send('POST', ...acknowledgement), 403);
  problemOf(await operator.send('POST', ...acknowledgement), 404);
  problemOf(await operator.send('GET', `/api/audit/orders/${newId()}`), 404);
});

test('a second charge of another amount turns it red, until an operator has seen it', async () => {
  const [seller, buyer] = await Promise.all([newcomer(), newcomer()]);
  const { order } = await buy(buyer, (await sell(seller)).id);
  await untilHeard();
  const { events, findings } = await audited(order.id);
  expect(findings).toEqual([]); // the control: one charge is none too many
  const captured = events.find(({ type }) => type === 'payment.captured')!;

  const state = { ...(captured.data as object), amountCaptured: 777 };
  const forged = { ...eventOf(PaymentCaptured, state as never, { version: captured.version + 1 }) };
  await forge('payments', { ...forged, aggregateId: captured.aggregateId });
  const twice = await found(/^Charged more than once/, { orderId: order.id });
  const details = FindingDetails.parse(await get(`/findings/${twice.id}`));
  expect(details.events.map(({ id }) => id)).toEqual([captured.id, forged.id]);
  expect((await audited(order.id)).findings.map(({ id }) => id)).toContain(twice.id);

  expect(await acknowledge(twice)).toMatchObject({ acknowledgedBy: operator.id, note: 'forged by a test' });
  // The amounts are wrong now, too, and no later event can say that they are right.
  await found(/but .* was paid for it/, { orderId: order.id });
  await acknowledgeAll();
}, 60_000);

test('an order completed beyond the capacity turns it red, and its end green again', async () => {
  const seller = await newcomer();
  const listing = await sell(seller, { quantity: 3 });
  await eventually(async () => {
    await reserve(await newcomer(), listing.id, 2);
  });
  const order = anOrder({ ticketId: listing.id, quantity: 1, status: 'complete' });
  const within = eventOf(OrderCompleted, order);
  await forge('orders', within);
  await untilHeard();

  const beyond = eventOf(OrderCompleted, anOrder({ ticketId: listing.id, quantity: 2, status: 'complete' }));
  await forge('orders', beyond);
  await found(/^The orders have 5 units of 3/, { ticketId: listing.id });

  for (const { aggregateId, data } of [within, beyond]) {
    const end = { ...data, status: 'cancelled', cancelReason: 'event_cancelled' } as const;
    await forge('orders', eventOf(OrderCompleted, end, { id: aggregateId, version: 2 }));
  }
  await eventually(
    async () => {
      const about = (one: FindingView) =>
        one.ticketId === listing.id || [within.aggregateId, beyond.aggregateId].includes(one.orderId ?? '');
      expect((await openFindings()).filter(about)).toEqual([]);
    },
    30_000,
    200,
  );
}, 60_000);

test('an auditor that cannot hear calls itself blind, and is green again once it has caught up', async () => {
  await acknowledgeAll();
  await takeDown('nats');
  try {
    await eventually(async () => expect((await promises()).status).toBe('blind'), 30_000, 200);
  } finally {
    await bringBack('nats');
  }
  await eventually(async () => expect((await promises()).status).toBe('green'), 30_000, 200);
}, 120_000);
