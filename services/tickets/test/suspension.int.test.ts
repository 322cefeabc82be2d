import { StockUpdated, type TicketState } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { aSession, aStock, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allPages, listed, nobody, type Person, person, startTickets, type TicketsService } from './support.ts';

let service: TicketsService;
let seller: Person;
let operator: Person;
beforeAll(async () => {
  service = await startTickets();
  [seller, operator] = await Promise.all([person(service), person(service, aSession({ role: 'operator' }))]);
});
afterAll(() => service.stop());

const ruling = { ground: 'law', reason: 'There is no such event at this hall' };
const lifted = { reason: 'The hall has confirmed it' };
const told = async (ticketId: string) =>
  (await service.outbox())
    .filter(({ aggregateId }) => aggregateId === ticketId)
    .map(({ type, data }) => [type, (data as TicketState).suspended]);
const recorded = async (subjectId: string) => (await operator.get(`/operator-actions?subjectId=${subjectId}`)).body;
const isFound = async (id: string, title: string) =>
  (await nobody(service).get(`/?q=${title}`)).body.some((listing: { id: string }) => listing.id === id);
const delist = (id: string, by = operator, body: object = ruling) => by.post(`/${id}/suspension`, body);
const relist = (id: string, by = operator, body: object = lifted) => by.delete(`/${id}/suspension`).send(body);

describe('a listing that operators suspend', () => {
  test('is not found and cannot be bought, and what its seller wrote is spread no further', async () => {
    const { id } = await listed(seller, { title: 'Takedown', description: 'Buy at evil.example', quantity: 5 });
    await delist(id).expect(200);
    expect(await isFound(id, 'Takedown')).toBe(false);
    const { body } = await nobody(service).get(`/${id}`);
    expect(body).toMatchObject({ suspended: true, available: 0, description: '', poster: null, status: 'on_sale' });
    expect(JSON.stringify(body)).not.toContain(ruling.reason);
    expect((await nobody(service).get(`/${id}/edits`)).body).toEqual([]);
  });

  test('shows its seller why, and says once orders keeps to it', async () => {
    const { id } = await listed(seller, { description: 'Mine' });
    const { body } = await delist(id);
    const decision = { ...ruling, id: expect.any(String), what: 'suspended', at: expect.any(String), lifted: null };
    expect(body).toMatchObject({ suspended: true, salesInEffect: false, sellerSuspended: false, decision });
    const mine = async () => (await seller.get('/selling')).body.find((listing: { id: string }) => listing.id === id);
    expect(await mine()).toMatchObject({ description: 'Mine', decision });
    const stock = aStock({ ticketId: id, suspended: true });
    await service.deliver('tickets-stock', eventOf(StockUpdated, stock, { version: 2 }));
    expect(await mine()).toMatchObject({ salesInEffect: true });
  });

  test('is back as its seller wants it once that is lifted', async () => {
    const { id } = await listed(seller, { title: 'Comeback', description: 'Mine', quantity: 5 });
    await delist(id).expect(200);
    await seller.post(`/${id}/pauseSales`).expect(200);
    await relist(id).expect(200);
    expect((await nobody(service).get(`/${id}`)).body).toMatchObject({
      suspended: false,
      sales: 'paused',
      available: 0,
    });
    await seller.post(`/${id}/resumeSales`).expect(200);
    expect((await nobody(service).get(`/${id}`)).body).toMatchObject({ description: 'Mine', available: 5 });
    expect(await isFound(id, 'Comeback')).toBe(true);
  });

  test('is told of and recorded once each time', async () => {
    const { id } = await listed(seller);
    for (let time = 1; time <= 2; time++) await delist(id).expect(200);
    for (let time = 1; time <= 2; time++) await relist(id).expect(200);
    expect(await told(id)).toEqual([
      ['ticket.created', false],
      ['ticket.updated', true],
      ['ticket.updated', false],
    ]);
    const by = { actorId: operator.session.userId, role: 'operator', subject: { kind: 'listing', id } };
    expect(await recorded(id)).toMatchObject([
      { ...by, action: 'listing_reinstated', reason: lifted.reason },
      { ...by, action: 'listing_suspended', reason: ruling.reason, details: { ground: 'law' } },
    ]);
  });

  test('can be called off by operators, with a reason that its seller is told', async () => {
    const { id } = await listed(seller);
    const unexplained = await operator.post(`/${id}/cancel`);
    expect([unexplained.status, unexplained.body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      400,
      ['ground', 'reason'],
    ]);
    for (let time = 1; time <= 2; time++)
      expect((await operator.post(`/${id}/cancel`, ruling)).body).toMatchObject({ status: 'cancelled' });
    expect((await told(id)).map(([type]) => type)).toEqual(['ticket.created', 'ticket.cancelled']);
    expect(await recorded(id)).toMatchObject([{ action: 'listing_cancelled' }]);
    const late = await delist(id);
    expect([late.status, late.body.errors[0].code]).toEqual([409, 'event_cancelled']);
    const own = await listed(operator);
    await operator.post(`/${own.id}/cancel`).expect(200);
    expect(await recorded(own.id)).toEqual([]);
  });

  test('is for operators: to anybody else it is forbidden, and changes nothing', async () => {
    const { id } = await listed(seller);
    for (const answer of [await delist(id, seller), await relist(id, seller), await seller.get('/lookup?q=x')])
      expect(answer.status).toBe(403);
    expect((await delist(id, await person(service))).status).toBe(403);
    expect((await (await person(service)).post(`/${id}/cancel`, ruling)).status).toBe(403);
    expect((await delist(newId())).status).toBe(404);
    const wrong = await delist(id, operator, { ground: 'mood', reason: '' });
    expect(wrong.body.errors.map(({ field }: { field: string }) => field)).toEqual(['ground', 'reason']);
    expect(await told(id)).toEqual([['ticket.created', false]]);
  });
});

test('operators find listings by words, seller and id, whatever became of them, page by page', async () => {
  const theirs = await person(service);
  const some = await Promise.all(
    ['Zeppelin one', 'Zeppelin two', 'Zeppelin three'].map((title) => listed(theirs, { title })),
  );
  await theirs.post(`/${some[0]!.id}/cancel`).expect(200);
  await delist(some[1]!.id).expect(200);
  const ids = (pages: { id: string }[][]) => pages.flat().map(({ id }) => id);
  const all = some
    .map(({ id }) => id)
    .sort()
    .reverse();
  const pages = await allPages<{ id: string }>(operator, '/lookup?q=zepp&limit=2');
  expect([pages.length, ids(pages)]).toEqual([2, all]);
  expect(ids(await allPages(operator, `/lookup?sellerId=${theirs.session.userId}`))).toEqual(all);
  const [[one]] = (await allPages<{ id: string; decision: object }>(operator, `/lookup?id=${some[1]!.id}`)) as [
    [{ id: string; decision: object }],
  ];
  expect(one).toMatchObject({ id: some[1]!.id, decision: ruling });
  expect((await operator.get('/lookup')).body).toEqual([]);
});
