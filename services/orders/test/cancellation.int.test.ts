import {
  type CancellationView,
  OrderView,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentRefunded,
  PaymentRefundFailed,
  type PaymentState,
  PaymentVoided,
  TicketCancelled,
  type TicketState,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aPayment, eventOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { browserOf, list, type OrdersService, startOrders } from './setup.ts';

type Browser = Awaited<ReturnType<typeof browserOf>>;

let service: OrdersService;
let seller: Browser;
let ticket: TicketState;
beforeAll(async () => {
  service = await startOrders();
});
beforeEach(async () => {
  seller = await browserOf(service);
  ticket = await list(service, { sellerId: seller.session.userId, quantity: 100, price: 1250 });
});
afterAll(() => service.stop());

async function reserve(quantity = 1): Promise<OrderView> {
  const buyer = await browserOf(service);
  return OrderView.parse((await buyer.post({ ticketId: ticket.id, quantity })).body);
}

/** A paid order's payment, at version 1. */
async function sell(quantity = 1): Promise<PaymentState> {
  const order = await reserve(quantity);
  const payment = aPayment({ orderId: order.id, userId: order.userId, status: 'authorized' });
  await service.deliver('orders-payment', eventOf(PaymentAuthorized, payment, { version: 1 }));
  return payment;
}

const callOff = () =>
  service.deliver('orders-ticket', eventOf(TicketCancelled, { ...ticket, status: 'cancelled' }, { version: 2 }));
const path = (id = ticket.id) => `/selling/cancellations/${id}`;
const look = async (): Promise<CancellationView> => (await seller.get(path())).body;

test('it says of every order how far it is, from the first to the last', async () => {
  await reserve(2);
  const [charged, voided, failing] = [await sell(2), await sell(), await sell()];
  const capture = { ...charged, status: 'captured', amountCaptured: 2500 } as const;
  await service.deliver('orders-payment', eventOf(PaymentCaptured, capture, { version: 2 }));
  expect(await look()).toMatchObject({
    heard: false,
    unpaid: { standing: 1, released: 0 },
    paid: { standing: 3, underWay: 0, returned: 0 },
    money: { currency: 'EUR', owed: 50, settled: 0 },
    finished: false,
  });

  await callOff();
  await eventually(async () =>
    expect(await look()).toMatchObject({
      heard: true,
      unpaid: { standing: 0, released: 1 },
      paid: { standing: 0, underWay: 3, returned: 0, notCharged: 0, failed: 0 },
      finished: false,
    }),
  );

  const back = { ...capture, status: 'refunded', amountRefunded: 2500 } as const;
  await service.deliver('orders-payment', eventOf(PaymentRefunded, back, { version: 3 }));
  await service.deliver('orders-payment', eventOf(PaymentVoided, { ...voided, status: 'voided' }, { version: 2 }));
  expect(await look()).toMatchObject({
    paid: { underWay: 1, returned: 1, notCharged: 1 },
    money: { owed: 50, settled: 37.5 },
    finished: false,
  });

  await service.deliver(
    'orders-payment',
    eventOf(PaymentRefundFailed, { ...failing, status: 'captured' }, { version: 2 }),
  );
  const end = await look();
  expect(end).toMatchObject({ paid: { underWay: 0, failed: 1 }, money: { owed: 50, settled: 37.5 }, finished: true });

  // By hand, later: what failed is returned after all. An older event that comes late changes nothing.
  await service.deliver('orders-payment', eventOf(PaymentRefunded, { ...failing, status: 'refunded' }, { version: 3 }));
  await service.deliver('orders-payment', eventOf(PaymentCaptured, { ...failing, status: 'captured' }, { version: 2 }));
  const later = await look();
  expect(later).toMatchObject({ paid: { returned: 2, failed: 0 }, money: { settled: 50 }, finished: true });
  expect(later.version).toBeGreaterThan(end.version);
});

test('orders that had ended before the event was cancelled do not count', async () => {
  const order = await reserve();
  await service.kit.db.pool.query(
    "update orders set status = 'cancelled', cancel_reason = 'buyer', cancelled_at = now() where id = $1",
    [order.id],
  );
  await service.kit.db.pool.query('update stock set held = 0 where ticket_id = $1', [ticket.id]);
  await callOff();
  expect(await look()).toMatchObject({
    unpaid: { standing: 0, released: 0 },
    paid: { returned: 0 },
    money: { owed: 0 },
    finished: true,
  });
});

test('what a bank took back for the cardholder is not paid back twice, and settled', async () => {
  const payment = await sell();
  await callOff();
  const dispute = {
    id: 'dp_1',
    phase: 'lost',
    status: 'lost',
    reason: 'fraudulent',
    amount: 1250,
    withdrawn: true,
    respondBy: null,
  } as const;
  const state = { ...payment, status: 'captured', amountCaptured: 1250, dispute } as const;
  await service.deliver('orders-payment', eventOf(PaymentCaptured, state, { version: 2 }));
  await eventually(async () => expect(await look()).toMatchObject({ paid: { returned: 1 }, finished: true }));
});

test('the stream tells of each step', async () => {
  const payment = await sell();
  const leave = new AbortController();
  const cookie = (seller.get('') as unknown as { header: { cookie: string } }).header.cookie;
  const response = await fetch(`${service.url}/api/orders${path()}/stream`, {
    headers: { cookie },
    signal: leave.signal,
  });
  const states: CancellationView[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      states.splice(0, states.length, ...[...text.matchAll(/^data: (.*)$/gm)].map(([, state]) => JSON.parse(state!)));
    }
  })().catch(() => {});
  await eventually(() => expect(states.at(-1)).toMatchObject({ heard: false, paid: { standing: 1 } }));
  await callOff();
  await eventually(() => expect(states.at(-1)).toMatchObject({ heard: true, paid: { underWay: 1 } }));
  const back = eventOf(PaymentRefunded, { ...payment, status: 'refunded' }, { version: 2 });
  await service.deliver('orders-payment', back);
  await eventually(() => expect(states.at(-1)).toMatchObject({ paid: { returned: 1 }, finished: true }));
  leave.abort();
  await reading;
});

test('it is the seller’s to see', async () => {
  expect((await (await browserOf(service)).get(path())).status).toBe(403);
  expect((await (await browserOf(service)).get(`${path()}/stream`)).status).toBe(403);
  expect((await seller.get(path('d9428888-122b-41e1-b85d-0d2cc3a0c9b3'))).status).toBe(404);
  expect((await seller.get(path(newId()))).status).toBe(503); // may be on its way
});
