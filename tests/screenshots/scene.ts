import { type APIRequestContext, expect } from '@playwright/test';
import { setUpApp } from '../browser/authenticator.ts';
import { createMarket, type Person } from '../browser/market.ts';
import { query } from '../system/support/databases.ts';

/** What the pictures show besides the demo market: the ids of orders and listings in states that it has none of. */
export type Scene = Awaited<ReturnType<typeof setScene>>['scene'];

const DEMO_PASSWORD = 'front-row-demo';

/** Brings about all that is to be seen, through the API, and signs everyone in. */
export async function setScene(newRequest: () => Promise<APIRequestContext>) {
  const market = createMarket(newRequest);
  const demo = async (name: string): Promise<Person> => {
    const [request, email] = [await newRequest(), `${name}@frontrow.test`];
    const answer = await request.post('/api/users/signIn', { data: { email, password: DEMO_PASSWORD } });
    expect(answer.status(), await answer.text()).toBe(200);
    return { email, password: DEMO_PASSWORD, request };
  };
  const [buyer, seller, operator, newcomer] = await Promise.all([
    demo('buyer'),
    demo('seller'),
    demo('operator'),
    market.join('newcomer'),
  ]);
  const guarded = await market.join('guarded');
  await setUpApp(guarded);
  const { email, password } = guarded;
  const halfway = { email, password, request: await newRequest() };
  expect((await halfway.request.post('/api/users/signIn', { data: { email, password } })).status()).toBe(202);
  const others = await market.join('another-buyer');

  const listings: { id: string; sellerId: string; available: number; startsAt: string | null }[] = await (
    await buyer.request.get('/api/tickets?limit=100')
  ).json();
  const dated = listings.filter(({ startsAt, available }) => startsAt && available > 20);
  const { id: ticket, sellerId: organiser } = dated[0]!;
  const own: { id: string; sold: number }[] = await (await seller.request.get('/api/tickets/selling?limit=50')).json();
  const ownTicket = own.toSorted((one, other) => other.sold - one.sold)[0]!.id;

  const onlyOne = {
    price: '64',
    currency: 'GBP',
    quantity: 1,
    category: 'theatre',
    city: 'Leeds',
    venue: 'Grand Theatre',
  };
  const soldOut = (await market.list(others, { ...onlyOne, title: 'The Winter House, box seat' })).id;
  await market.reserve(buyer, soldOut);
  const calledOff = (await market.list(others, { ...onlyOne, title: 'Rooftop Cinema: rained off' })).id;
  expect((await others.request.post(`/api/tickets/${calledOff}/cancel`, { data: {} })).ok()).toBe(true);

  const reserve = async (index: number, quantity: number) =>
    (await market.reserve(buyer, dated[index % dated.length]!.id, quantity)).id;
  const [reserved, declined] = [await reserve(0, 2), await reserve(1, 1)];
  const complete = await reserve(2, 2);
  await market.pay(buyer, complete);
  const atBank = await reserve(3, 1);
  const started = await buyer.request.post('/api/payments', {
    data: { orderId: atBank, paymentMethodId: 'pm_card_threeDSecure2Required' },
  });
  expect(started.status(), await started.text()).toBe(202);
  const released = await reserve(4, 1);
  expect((await buyer.request.delete(`/api/orders/${released}`)).status()).toBe(204);
  const expired = await reserve(5, 1);
  await query(
    'orders',
    `update orders set hold_until = clock_timestamp(), expires_at = clock_timestamp() where id = $1`,
    [expired],
  );
  const statusOf = async () => (await (await buyer.request.get(`/api/orders/${expired}`)).json()).status;
  await expect.poll(statusOf, { timeout: 60_000 }).toBe('cancelled');

  return {
    scene: {
      ticket,
      organiser,
      ownTicket,
      soldOut,
      calledOff,
      reserved,
      declined,
      complete,
      atBank,
      released,
      expired,
    },
    people: { buyer, seller, operator, newcomer, guarded, halfway },
    close: market.close,
  };
}
