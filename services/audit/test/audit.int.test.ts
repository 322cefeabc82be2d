import {
  AuditedOrderView,
  EmailChanged,
  FindingView,
  type FrontrowEvent,
  OrderCreated,
  PromisesView,
  TicketCreated,
  UserCreated,
} from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, aTicket, eventOf } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { forget } from '../src/workers/forget.ts';
import { bought, givenBack, tell } from './histories.ts';
import { type AuditService, hear, hearTogether, lookAfter, operatorOf, startAudit } from './setup.ts';

/** Long after everything has settled. */
const HOUR = 3_600;

let service: AuditService;
let operator: Awaited<ReturnType<typeof operatorOf>>;
beforeAll(async () => {
  service = await startAudit();
  operator = await operatorOf(service);
});
afterAll(() => service.stop());

const findings = async (query = 'open=true&limit=100') =>
  z.array(FindingView).parse((await operator.get(`/findings?${query}`)).body);
const findingsOf = async ({ order }: { order: { id: string } }) =>
  (await findings('limit=100')).filter(({ orderId }) => orderId === order.id);
const rows = async (sql: string, values: unknown[] = []) => (await service.kit.db.pool.query(sql, values)).rows;

/** Every order in which a few things can be said. */
const permutations = <T>(things: T[]): T[][] =>
  things.length <= 1
    ? [things]
    : things.flatMap((first, index) =>
        permutations(things.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
      );

describe('the order in which events come does not matter', () => {
  test.each([
    ['bought', () => tell().place().say('payment.started').complete().capture().admit()],
    ['given back', () => tell().place().complete().capture().cancel('event_cancelled').refund()],
  ])(
    'all 120 ways to hear of an order that is %s find nothing, on the way and in the end',
    async (_life, live) => {
      const told = permutations([0, 1, 2, 3, 4]).map((order) => {
        const { events } = live();
        return order.map((index) => events[index]!);
      });
      for (let step = 0; step < 5; step++) {
        await Promise.all(told.map((events) => hear(service, [events[step]!])));
        await lookAfter(service, 0);
        expect(await findings()).toEqual([]);
      }
      await lookAfter(service, HOUR);
      expect(await findings()).toEqual([]);
      const ids = told.map(([event]) => ('orderId' in event!.data ? event!.data.orderId : event!.aggregateId));
      const ends = await rows('select distinct status, settled, live, captured from orders where id = any($1)', [ids]);
      expect(ends).toHaveLength(1);
      expect(ends[0]).toMatchObject({ settled: true, captured: '5000' });
    },
    120_000,
  );
});

test('a duplicate counts once', async () => {
  const story = bought();
  await hear(service, [...story.events, ...story.events]);
  await lookAfter(service, HOUR);
  expect(await findingsOf(story)).toEqual([]);
  const [{ heard }] = await rows(`select heard from aggregates where aggregate = 'order' and id = $1`, [
    story.order.id,
  ]);
  expect(heard).toBe(3);
});

test('the same event, or the same version, with other contents is found; with the same contents it is not', async () => {
  const story = tell().place();
  const [event] = story.events as [FrontrowEvent];
  const other = { ...event, data: { ...story.order, quantity: 7 } } as FrontrowEvent;
  await hear(service, [event, event, { ...event, id: newId() }]);
  expect(await findingsOf(story)).toEqual([]);
  await hear(service, [other]);
  await hear(service, [{ ...other, id: newId() }]);
  expect(await findingsOf(story)).toMatchObject([
    { promise: 'nothing-lost', lasting: true },
    { promise: 'nothing-lost', lasting: true },
  ]);
});

test('an upgrade between two tellings adds a member, and that is no contradiction', async () => {
  const ticket = aTicket();
  const { timeZone: _, ...before } = ticket;
  const event = eventOf(TicketCreated, ticket) as FrontrowEvent;
  const old = { ...event, data: before } as FrontrowEvent;
  const about = async () => (await findings('limit=100')).filter(({ words }) => words.includes(ticket.id));
  await hearTogether(service, [old]); // as an auditor did whose schema had no such member
  await hear(service, [{ ...event, id: newId() }]);
  expect(await about()).toEqual([]);
  await hear(service, [{ ...event, id: newId(), data: { ...ticket, venue: 'Elsewhere' } } as FrontrowEvent]);
  expect(await about()).toMatchObject([{ promise: 'nothing-lost' }]);
});

test('a gap that lasts is found, and closed once the missing version comes', async () => {
  const story = bought();
  const [missing] = story.events.filter(({ type }) => type === 'order.updated') as [FrontrowEvent];
  await hear(
    service,
    story.events.filter((event) => event !== missing),
  );
  await lookAfter(service, 0);
  expect(await findingsOf(story)).toEqual([]);
  await lookAfter(service, HOUR);
  expect(await findingsOf(story)).toMatchObject([{ promise: 'nothing-lost', closedAt: null }]);
  await hear(service, [missing]);
  await lookAfter(service, HOUR);
  expect(await findingsOf(story)).toMatchObject([{ promise: 'nothing-lost', closedAt: expect.any(String) }]);
});

test('a finding closes by itself, and comes again as a new one', async () => {
  const story = tell().place().pay().complete().capture();
  await hear(service, story.events);
  await lookAfter(service, HOUR);
  expect(await findingsOf(story)).toMatchObject([{ promise: 'admissions', closedAt: null }]);
  await hear(service, story.admit().events.slice(-1));
  await lookAfter(service, HOUR);
  expect(await findingsOf(story)).toMatchObject([{ closedAt: expect.any(String) }]);
  await hear(service, story.revoke().events.slice(-1));
  await lookAfter(service, HOUR);
  expect((await findingsOf(story)).map(({ closedAt }) => closedAt === null)).toEqual([true, false]);
  await hear(service, story.cancel('event_cancelled').refund().events.slice(-2));
  await lookAfter(service, HOUR);
  expect((await findingsOf(story)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
});

test('what can never be right stands until it is acknowledged, and then for good', async () => {
  const story = bought().capture();
  await hear(service, story.events);
  await lookAfter(service, 0);
  const [finding] = (await findingsOf(story)) as [FindingView];
  expect(finding).toMatchObject({ promise: 'charged-once', lasting: true, closedAt: null });
  const standing = PromisesView.parse((await operator.get('/promises')).body);
  expect(standing.status).toBe('red');
  expect(standing.promises.find(({ name }) => name === 'charged-once')).toMatchObject({ open: 1 });

  await operator.post(`/findings/${finding.id}/acknowledge`, { note: ' ' }).expect(400);
  const seen = await operator.post(`/findings/${finding.id}/acknowledge`, { note: 'a test' }).expect(200);
  expect(seen.body).toMatchObject({ acknowledgedBy: operator.session.userId, closedAt: expect.any(String) });
  await hear(service, story.cancel('event_cancelled').revoke().refund().events.slice(-3));
  await lookAfter(service, HOUR);
  expect((await findingsOf(story)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
});

test('stock that is oversold is found when it is heard, and its control is not', async () => {
  const [full, over] = [tell().stock(1, 0, 0).stock(2, 4, 6), tell().stock(1, 0, 0).stock(2, 5, 6)];
  await hear(service, [...full.events, ...over.events]);
  const open = (await findings()).filter(({ promise }) => promise === 'one-owner');
  expect(open).toMatchObject([{ ticketId: over.order.ticketId, lasting: true }]);
});

test('a stock that forgets an order is found once both are quiet', async () => {
  const story = bought().stock(1, 0, 0).stock(2, 2, 0).stock(3, 0, 2);
  const forgetful = bought().stock(1, 0, 0).stock(2, 2, 0).stock(3, 0, 0);
  await hear(service, [...story.events, ...forgetful.events]);
  await lookAfter(service, HOUR);
  const about = (await findings()).filter(({ words }) => words.startsWith('The stock says'));
  expect(about.map(({ ticketId }) => ticketId)).not.toContain(story.order.ticketId);
  expect(about.map(({ ticketId }) => ticketId)).toContain(forgetful.order.ticketId);
});

test('the history of an order has the events of every service, and the stock that moved with it', async () => {
  const story = givenBack().stock(1, 0, 0);
  const [placed] = story.events as [FrontrowEvent];
  const moved = story.events.at(-1)!;
  await hear(service, [...story.events.slice(0, -1), { ...moved, correlationId: placed.correlationId }]);
  const { events } = AuditedOrderView.parse((await operator.get(`/orders/${story.order.id}`).expect(200)).body);
  expect(events.map(({ id }) => id).sort()).toEqual(story.events.map(({ id }) => id).sort());
  expect(new Set(events.map(({ service: by }) => by))).toEqual(new Set(['orders', 'payments', 'tickets']));
  await operator.get(`/orders/${newId()}`).expect(404);
});

test('persons are not written down, other things are', async () => {
  const user = {
    id: newId(),
    email: 'nobody@example.test',
    role: 'user',
    createdAt: new Date().toISOString(),
  } as const;
  const ticket = aTicket();
  const former = { email: 'former@example.test', verified: true, changedAt: user.createdAt };
  const moved = eventOf(EmailChanged, { userId: user.id, verification: null, former }, { id: user.id });
  await hear(service, [eventOf(UserCreated, user), moved, eventOf(TicketCreated, ticket)] as FrontrowEvent[]);
  const kept = await rows(
    'select aggregate, data is null as bare from events where aggregate_id = any($1) order by 1',
    [[user.id, ticket.id]],
  );
  expect(kept).toEqual([
    { aggregate: 'email', bare: true },
    { aggregate: 'ticket', bare: false },
    { aggregate: 'user', bare: true },
  ]);
});

test('of an order older than the auditor, only what was heard is held against it', async () => {
  const old = '01900000-0000-7000-8000-000000000001';
  const state = anOrder({ id: old, status: 'complete', paymentId: newId() });
  await hear(service, [eventOf(OrderCreated, state, { version: 3 })] as FrontrowEvent[]);
  await lookAfter(service, HOUR);
  expect(await findingsOf({ order: state })).toEqual([]);
  const young = anOrder({ status: 'complete', paymentId: newId() });
  await hear(service, [eventOf(OrderCreated, young, { version: 3 })] as FrontrowEvent[]);
  await lookAfter(service, HOUR);
  expect((await findingsOf({ order: young })).map(({ promise }) => promise).sort()).toEqual([
    'money-balances',
    'nothing-lost',
  ]);
});

test('the running sums are what a recount gives; one that is not is found', async () => {
  const recount = async () => {
    await rows(`update auditor set recounted_at = null, began_at = began_at - interval '2 minutes'`);
    await lookAfter(service, HOUR);
    return (await findings()).filter(({ promise }) => promise === 'own-books');
  };
  await hear(service, bought().events);
  expect(await recount()).toEqual([]);
  await rows(`update money set captured = captured + 1 where currency = 'EUR'`);
  expect(await recount()).toHaveLength(1);
  await rows(`update money set captured = captured - 1 where currency = 'EUR'`);
  expect(await recount()).toEqual([]);
});

test('of what settled long ago the newest state is kept, and what comes later is judged by it', async () => {
  const [old, unsettled] = [bought(), tell().place().pay()];
  await hear(service, [...old.events, ...unsettled.events]);
  await lookAfter(service, 0);
  const ids = [old.order.id, unsettled.order.id];
  await rows(`update events set received_at = received_at - interval '40 days' where order_id = any($1)`, [ids]);
  await rows(`update orders set heard_at = heard_at - interval '40 days' where id = any($1)`, [ids]);
  await forget(service.kit).run();
  const kept = async ({ order }: typeof old) =>
    (await rows('select type from events where order_id = $1 order by type', [order.id])).map(({ type }) => type);
  expect(await kept(old)).toEqual(['admission.issued', 'order.completed', 'payment.captured']);
  expect(await kept(unsettled)).toHaveLength(unsettled.events.length);

  await hear(service, old.cancel('event_cancelled').revoke().events.slice(-2));
  await lookAfter(service, HOUR);
  expect((await findingsOf(old)).map(({ promise }) => promise)).toEqual(['no-kept-money']);
  await hear(service, old.refund().events.slice(-1));
  await lookAfter(service, HOUR);
  expect((await findingsOf(old)).filter(({ closedAt }) => closedAt === null)).toEqual([]);
});

test('what was forgotten may be told again, and is no gap: outboxes keep the newest of everything, and may have more', async () => {
  const story = tell().stock(1, 0, 0).stock(2, 0, 0, 20).stock(3, 0, 0, 30);
  const { ticketId } = story.order;
  const createdAt = new Date().toISOString();
  const user = { id: newId(), email: 'old@example.test', role: 'user', createdAt } as const;
  const ticket = aTicket({ id: ticketId });
  const [latest, ...old] = [story.events.pop()!, ...story.events] as [FrontrowEvent, ...FrontrowEvent[]];
  const others = [eventOf(TicketCreated, ticket), eventOf(UserCreated, user)] as FrontrowEvent[];
  const about = [ticketId, user.id];
  const grows40DaysOld = async () => {
    await rows(`update events set received_at = received_at - interval '40 days' where aggregate_id = any($1)`, [
      about,
    ]);
    await rows(`update aggregates set heard_at = heard_at - interval '40 days' where id = any($1)`, [about]);
  };
  const kept = async () =>
    (await rows('select type, aggregate_version from events where aggregate_id = any($1) order by 1, 2', [about])).map(
      ({ type, aggregate_version: version }) => `${type} ${version}`,
    );
  const gaps = async () => (await findings('limit=100')).filter((finding) => finding.ticketId === ticketId);

  await hear(service, [...old, ...others]);
  await grows40DaysOld();
  await forget(service.kit).run();
  expect(await kept()).toEqual(['stock.updated 2', 'ticket.created 1']);
  expect(await rows('select 1 from aggregates where id = $1', [user.id])).toEqual([]);

  // Its stock changes at last, so of the former newest state nobody needs to know any more.
  await hear(service, [latest]);
  await forget(service.kit).run();
  expect(await kept()).toEqual(['stock.updated 3', 'ticket.created 1']);

  await rows('delete from inbox');
  await hear(service, [...old, latest, ...others]);
  await lookAfter(service, HOUR);
  expect(await gaps()).toEqual([]);
  expect(await kept()).toEqual(['stock.updated 3', 'ticket.created 1', 'user.created 1']);
});

test('nothing is forgotten of what has a gap, so that the missing version still closes it', async () => {
  const story = tell().stock(1, 0, 0).stock(2, 0, 0).stock(3, 0, 0);
  const { ticketId } = story.order;
  const [first, missing, last] = story.events as [FrontrowEvent, FrontrowEvent, FrontrowEvent];
  const gaps = async () =>
    (await findings()).filter((finding) => finding.promise === 'nothing-lost' && finding.ticketId === ticketId);
  await hear(service, [first, last]);
  await rows(`update events set received_at = received_at - interval '40 days' where aggregate_id = $1`, [ticketId]);
  await forget(service.kit).run();
  await rows('delete from inbox');
  await hear(service, [first, last]);
  await lookAfter(service, HOUR);
  expect(await gaps()).toHaveLength(1);
  await hear(service, [missing]);
  await lookAfter(service, HOUR);
  expect(await gaps()).toEqual([]);
});

test('findings come in pages, the newest first', async () => {
  const first = await operator.get('/findings?limit=2').expect(200);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.link ?? '')?.[1];
  const second = await operator.get(next!.replace('/api/audit', '')).expect(200);
  const ids = [...first.body, ...second.body].map(({ id }: FindingView) => id);
  expect(ids).toEqual((await findings('limit=4')).map(({ id }) => id));
});

test('metrics tell what stands, promise by promise, and how much was heard', async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/audit_findings_open\{promise="one-owner",service="audit"\} [1-9]/);
  expect(metrics).toMatch(/audit_findings_open\{promise="one-end",service="audit"\} 0/);
  expect(metrics).toMatch(/audit_events_total\{service="audit"\} [1-9]\d*/);
  expect(metrics).toMatch(/audit_lag_seconds\{service="audit"\} [\d.]+/);
});
