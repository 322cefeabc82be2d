import { newId } from '@frontrow/common/database';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Answer, problemOf, send } from './support/http.ts';
import { buy, reserve, scan, sell, ticketOf, tryToPay, untilAdmitted } from './support/market.ts';
import { newcomer, type Person, signUp } from './support/people.ts';
import { bringBack, type Part, takeDown } from './support/processes.ts';

/** What people do, each with a fresh object where one is used up. The order they hold is paid at the end. */
type Use = (scene: Scene) => Promise<Answer>;
const uses: Record<string, Use> = {
  'see the home page': ({ buyer }) => page('/', buyer),
  'see the page of a listing': ({ buyer, ticketId }) => page(`/tickets/${ticketId}`, buyer),
  'see the page of an order': ({ buyer, paidId }) => page(`/orders/${paidId}`, buyer),
  'see the pages of one’s own': ({ buyer }) => page('/my-tickets', buyer),
  'see the sandbox’s cards': () => send('GET', '/stripe-sandbox/test-cards'),
  'sign in': ({ seller }) =>
    send('POST', '/api/users/signIn', { body: { email: seller.email, password: seller.password } }),
  'ask who one is': ({ seller }) => seller.send('GET', '/api/users/currentUser'),
  // Who is signed in is shown no shared copy, which would be there for some seconds more.
  search: ({ buyer }) => buyer.send('GET', '/api/tickets?q=ferry'),
  'look at a listing': ({ buyer, ticketId }) => buyer.send('GET', `/api/tickets/${ticketId}`),
  sell: ({ seller }) => seller.send('POST', '/api/tickets', { title: 'Another', price: 20 }),
  'see one’s admissions': ({ buyer }) => buyer.send('GET', '/api/tickets/admissions'),
  'let someone in': ({ seller, ticketId, code }) => scan(seller, ticketId, code, newId()),
  reserve: ({ buyer, ticketId }) => buyer.send('POST', '/api/orders', { ticketId }),
  'see one’s orders': ({ buyer }) => buyer.send('GET', '/api/orders'),
  'release an order': ({ buyer, unpaidId }) => buyer.send('DELETE', `/api/orders/${unpaidId}`),
  'see a payment': ({ buyer, paidId }) => buyer.send('GET', `/api/payments?orderId=${paidId}`),
  pay: ({ buyer, heldId }) => tryToPay(buyer, heldId),
};

interface Scene {
  seller: Person & { password: string };
  buyer: Person;
  ticketId: string;
  /** Orders: paid before, held to be paid now, and held to be released. */
  paidId: string;
  heldId: string;
  unpaidId: string;
  /** Of an admission that was not used yet. */
  code: string;
}

let seller: Scene['seller'];
let ticketId = '';
beforeAll(async () => {
  seller = await signUp();
  ticketId = (await sell(seller, { quantity: 100 })).id;
});

async function setTheScene(): Promise<Scene> {
  const buyer = await newcomer();
  const { order, admissions } = await buy(buyer, ticketId);
  const [held, unpaid] = [await reserve(buyer, ticketId), await reserve(buyer, ticketId)];
  await buyer.send('GET', `/api/payments?orderId=${held.id}`);
  return { seller, buyer, ticketId, paidId: order.id, heldId: held.id, unpaidId: unpaid.id, code: admissions[0]!.code };
}

async function page(path: string, { cookie }: Person): Promise<Answer> {
  const answer = await send('GET', path, { headers: { cookie } });
  expect(answer.body).toMatch(/<\/html>/);
  return answer;
}

let down: Part | undefined;
afterEach(() => down && bringBack(down), 60_000);

test.each<[Part, string[]]>([
  ['auth', ['sign in', 'ask who one is']],
  ['tickets', ['search', 'look at a listing', 'sell', 'see one’s admissions', 'let someone in']],
  ['orders', ['reserve', 'see one’s orders', 'release an order']],
  ['payments', ['see a payment', 'pay']],
  ['expiration', []],
  ['notifications', []],
  ['audit', []],
  ['sandbox', ['see the sandbox’s cards']],
  ['nats', []],
  ['redis', []],
  [
    'client',
    ['see the home page', 'see the page of a listing', 'see the page of an order', 'see the pages of one’s own'],
  ],
])(
  'while %s is down everything that does not need it goes on: all but %j',
  async (part, lost) => {
    const scene = await setTheScene();
    down = part;
    await takeDown(part);

    for (const [name, use] of Object.entries(uses)) {
      const answer = await use(scene);
      if (!lost.includes(name))
        expect([name, answer.status >= 200 && answer.status < 300, answer]).toEqual([name, true, answer]);
      else if (part === 'client') expect([name, answer.status]).toEqual([name, 503]);
      else expect([name, problemOf(answer, 503).errors.length]).toEqual([name, 1]);
      if (lost.includes(name)) expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    }

    await bringBack(part);
    if (lost.includes('pay')) await tryToPay(scene.buyer, scene.heldId);
    expect(await untilAdmitted(scene.buyer, scene.heldId)).toHaveLength(1);
    expect((await ticketOf(ticketId)).status).toBe('on_sale');
  },
  120_000,
);
