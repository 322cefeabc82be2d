import { type Decision, UserDeleted, type UserState, UserUpdated } from '@frontrow/common/contracts';
import { type Database, newId, type Tx } from '@frontrow/common/database';
import { aSession, eventOf, openTestConsumer, type TestConsumer } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onUser } from '../src/consumers/on-user.ts';
import { saveChange } from '../src/store/listings.ts';
import { isSellerClosed } from '../src/store/users.ts';
import { type Change, newTicket } from '../src/ticket.ts';
import { listed, type Person, person, signedUp, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
/** Waits for a lock for as long as the test holds it, not for a second as in the service. */
let users: TestConsumer;
beforeAll(async () => {
  service = await startTickets();
  const { DATABASE_URL } = service.kit.config;
  users = openTestConsumer(DATABASE_URL!, 'tickets-user', (db) => [onUser({ ...service.kit, db })]);
});
afterAll(async () => {
  await users.close();
  await service.stop();
});

const at = new Date().toISOString();
const decision: Decision = { id: newId(), what: 'suspended', ground: 'terms', reason: 'Fakes', at, lifted: null };
const state = (id: string, changes: Partial<UserState>): UserState => ({
  id,
  email: 'seller@example.test',
  role: 'user',
  createdAt: at,
  ...changes,
});
const suspended = (id: string, version = 2) =>
  eventOf(UserUpdated, state(id, { suspendedAt: at, decision }), { version });
const reinstated = (id: string, version = 3) =>
  eventOf(UserUpdated, state(id, { suspendedAt: null, decision: { ...decision, lifted: { at, reason: 'Real' } } }), {
    version,
  });
const deleted = (id: string, version = 2) => eventOf(UserDeleted, state(id, { email: '', deletedAt: at }), { version });
const deliver = (event: ReturnType<typeof suspended> | ReturnType<typeof deleted>) =>
  service.deliver('tickets-user', event);

const standing = async ({ session }: Person) => {
  const { rows } = await service.kit.db.pool.query(
    'select title, status, sales, suspended from tickets where seller_id = $1 order by title',
    [session.userId],
  );
  return rows.map(
    ({ title, status, sales, suspended }) => `${title} ${suspended ? 'suspended' : `${status} ${sales}`}`,
  );
};

describe('a seller whose account is suspended', () => {
  test('sells nothing, and what was on sale comes back with the account, but not what was suspended by itself', async () => {
    const [seller, operator] = [await signedUp(service), await person(service, aSession({ role: 'operator' }))];
    const [, fake] = [await listed(seller, { title: 'A' }), await listed(seller, { title: 'B' })];
    await listed(seller, { title: 'C' }).then(({ id }) => seller.post(`/${id}/pauseSales`));
    await listed(seller, { title: 'D' }).then(({ id }) => seller.post(`/${id}/cancel`));
    await operator.post(`/${fake.id}/suspension`, { ground: 'law', reason: 'Fake' }).expect(200);
    const { userId } = seller.session;
    for (const event of [suspended(userId), suspended(userId)]) await deliver(event);
    expect(await standing(seller)).toEqual(['A suspended', 'B suspended', 'C suspended', 'D cancelled open']);

    await deliver(reinstated(userId));
    await deliver(suspended(userId)); // old by now
    expect(await standing(seller)).toEqual(['A on_sale open', 'B suspended', 'C on_sale paused', 'D cancelled open']);
    await operator.delete(`/${fake.id}/suspension`).send({ reason: 'Real' }).expect(200);
    expect(await standing(seller)).toContain('B on_sale open');
  });

  test.each([
    ['suspended', suspended],
    ['gone', deleted],
  ])('can put nothing on sale or change it with a session that outlives the account: %s', async (_how, closed) => {
    const seller = await signedUp(service);
    const { id } = await listed(seller);
    await deliver(closed(seller.session.userId));
    const answers = await Promise.all([
      seller.post('/', { title: 'Another', price: 20 }),
      seller.put(`/${id}`, { title: 'Another' }),
      seller.post(`/${id}/resumeSales`),
      seller.put(`/${id}/staff`, { emails: [] }),
    ]);
    for (const { status, body } of answers) expect([status, body.errors[0].code]).toEqual([403, 'account_closed']);
  });

  test('is refused nothing while tickets has not heard of the account at all', async () => {
    const seller = await person(service);
    await listed(seller);
    await deliver(deleted(seller.session.userId));
    expect(await standing(seller)).toEqual(['The Night Ferry cancelled open']);
  });
});

describe('somebody lists while their account is being closed', () => {
  /** A listing as `createTicket` makes it, by whatever it asks before. */
  const list = (db: Database, sellerId: string, mayList: (tx: Tx) => Promise<boolean>) =>
    db.transaction({ correlationId: newId(), causationId: null }, async (tx) => {
      if (!(await mayList(tx))) return;
      const wish = { ...wanted, startsAt: null, doorsAt: null, endsAt: null, salesEndAt: null, checkInAt: null };
      await saveChange(tx, newTicket(wish, { id: newId(), sellerId, now: new Date().toISOString() }) as Change);
    });
  const wanted = {
    title: 'T',
    description: '',
    category: 'other' as const,
    venue: '',
    city: '',
    country: '',
    reentry: false,
    timeZone: 'UTC',
    price: '20',
    currency: 'EUR' as const,
    quantity: 1,
    refundHours: 24,
  };

  /** Lists again and again while the account goes; how much is on sale in the end. */
  async function race(known: boolean, mayList: (tx: Tx, id: string) => Promise<boolean>): Promise<number> {
    const seller = known ? await signedUp(service) : await person(service);
    const { userId } = seller.session;
    let over = false;
    const listing = Array.from({ length: 4 }, async () => {
      while (!over) await list(service.kit.db, userId, (tx) => mayList(tx, userId));
    });
    await list(service.kit.db, userId, (tx) => mayList(tx, userId));
    await users.deliver(deleted(userId));
    over = true;
    await Promise.all(listing);
    return (await standing(seller)).filter((one) => one.endsWith('on_sale open')).length;
  }
  const locked = async (tx: Tx, id: string) => !(await isSellerClosed(tx, id));

  test.each([
    ['known to tickets', true],
    ['unknown to tickets', false],
  ])('nothing is on sale in the end: an account %s', async (_what, known) => {
    for (let races = 0; races < 10; races++) expect(await race(known, locked)).toBe(0);
  });

  test('the control: looking at the account without the lock is not enough', async () => {
    const unlocked = async (tx: Tx, id: string) =>
      (await tx.client.query<{ closed: boolean }>({ text: 'select closed from users where id = $1', values: [id] }))
        .rows[0]?.closed !== true;
    let left = 0;
    for (let races = 0; races < 50 && left === 0; races++) left = await race(true, unlocked);
    expect(left).toBeGreaterThan(0);
  });
});
