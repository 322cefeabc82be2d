import { FindingView, type FrontrowEvent, OrderCreated } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { anOrder, eventOf, eventually, gate } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { look } from '../src/workers/judge.ts';
import { bought, givenBack, tell } from './histories.ts';
import {
  type AuditService,
  hear,
  hearTogether,
  lookAfter,
  operatorOf,
  sentBy,
  startAudit,
  statementsOf,
} from './setup.ts';

/** Long after everything has settled. */
const HOUR = 3_600;

let service: AuditService;
let operator: Awaited<ReturnType<typeof operatorOf>>;
beforeAll(async () => {
  service = await startAudit();
  operator = await operatorOf(service);
});
afterAll(() => service.stop());

const findings = async () => z.array(FindingView).parse((await operator.get('/findings?limit=100')).body);
const rows = async (sql: string, values: unknown[] = []) => (await service.kit.db.pool.query(sql, values)).rows;

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const about = (stories: { order: { id: string; ticketId: string } }[]) =>
  stories.flatMap(({ order }) => [order.id, order.ticketId]);
const ofType = (events: FrontrowEvent[], aggregate: string) =>
  events.filter(({ type }) => type.startsWith(`${aggregate}.`));

test('what is heard together is what is heard one by one', async () => {
  const live = () => [
    bought(),
    givenBack(),
    tell().place().pay(),
    tell().stock(1, 0, 0).stock(2, 1, 0, 12).stock(3, 0, 1, 12),
  ];
  const [together, alone] = [live(), live()];
  await hearTogether(
    service,
    together.flatMap(({ events }) => events),
  );
  for (const { events } of alone) await hear(service, events);
  await lookAfter(service, 0);
  const ids = ({ order }: ReturnType<typeof tell>) => [order.id, order.ticketId];
  const known = async (story: ReturnType<typeof tell>) => ({
    counted: await rows(
      'select aggregate, first, highest, heard from aggregates where id = any ($1) order by aggregate',
      [ids(story)],
    ),
    orders: await rows('select status, quantity, captured, refunded, live, settled from orders where id = $1', [
      story.order.id,
    ]),
    listings: await rows('select version, capacity, held, sold, closed from listings where id = $1', [
      story.order.ticketId,
    ]),
    units: await rows('select held, sold from units where ticket_id = $1', [story.order.ticketId]),
  });
  for (const [index, story] of together.entries()) expect(await known(story)).toEqual(await known(alone[index]!));
});

test('a hundred events are written down with as many statements as one', async () => {
  const stories = many(100, () => tell().place().stock(1, 0, 0).stock(2, 1, 0));
  const events = stories.flatMap((story) => story.events);
  const [placed, stocks] = [ofType(events, 'order'), ofType(events, 'stock')];
  const [lonely, moved] = tell().place().stock(1, 0, 0).events as [FrontrowEvent, FrontrowEvent];
  const counted = {
    order: await statementsOf(() => hearTogether(service, [lonely])),
    orders: await statementsOf(() => hearTogether(service, placed)),
    stock: await statementsOf(() => hearTogether(service, [moved])),
    stocks: await statementsOf(() => hearTogether(service, stocks)),
    again: await statementsOf(() => hearTogether(service, placed)),
  };
  process.stderr.write(
    `    measured: statements for 1 order event, 100, 1 stock event, 200, 100 again: ${Object.values(counted).join(', ')}\n`,
  );
  // begin, the inbox, the events, the commit; what they say of stock; and whether what was told again is the same.
  expect(counted).toEqual({ order: 4, orders: 4, stock: 5, stocks: 5, again: 4 });
});

test('a hundred orders are judged with as many statements as one', async () => {
  await lookAfter(service, HOUR);
  const until = () => new Date(Date.now() + 2 * HOUR * 1000);
  const judging = (count: number) =>
    hearTogether(
      service,
      many(count, () => bought().stock(1, 0, 0).stock(2, 0, 2)).flatMap(({ events }) => events),
    ).then(() => statementsOf(async () => expect(await look(service.kit, until())).toBe(false)));
  const [one, hundred] = [await judging(1), await judging(100)];
  process.stderr.write(
    `    measured: statements for a look at 1 order and its listing, and at 100: ${one}, ${hundred}\n`,
  );
  expect(hundred).toBe(one);
});

test('in a batch each event that contradicts what is known is found, and nothing else', async () => {
  const known = many(20, () => tell().place());
  await hearTogether(
    service,
    known.flatMap(({ events }) => events),
  );
  const again = known.map(({ events: [event] }) => ({ ...event!, id: newId() }) as FrontrowEvent);
  const wrong = known
    .slice(0, 3)
    .map(
      ({ events: [event], order }) => ({ ...event!, id: newId(), data: { ...order, quantity: 7 } }) as FrontrowEvent,
    );
  const sameId = { ...known[3]!.events[0]!, data: { ...known[3]!.order, quantity: 7 } } as FrontrowEvent;
  const fresh = tell().place();
  // Two that contradict one another come in the same batch.
  const torn = anOrder();
  const halves = [torn, { ...torn, quantity: 7 }].map((state) => eventOf(OrderCreated, state) as FrontrowEvent);
  await hearTogether(service, [...again, ...wrong, sameId, ...halves, ...fresh.events]);
  const told = (await findings()).filter(({ words }) => words.includes('told twice')).map(({ orderId }) => orderId);
  expect(told.sort()).toEqual([...known.slice(0, 4).map(({ order }) => order.id), torn.id].sort());
  expect(await rows('select 1 from orders where id = $1', [fresh.order.id])).toHaveLength(1);
});

test('every oversold stock of a batch is found, also one that was made good within it', async () => {
  const [over, brief, full] = [
    tell().stock(1, 0, 0).stock(2, 5, 6),
    tell().stock(1, 0, 0).stock(2, 5, 6).stock(3, 4, 6),
    tell().stock(1, 0, 0).stock(2, 4, 6),
  ];
  await hearTogether(
    service,
    [over, brief, full].flatMap(({ events }) => events),
  );
  const found = (await findings()).filter(({ ticketId }) => about([over, brief, full]).includes(ticketId!));
  expect(found.map(({ ticketId }) => ticketId).sort()).toEqual([over.order.ticketId, brief.order.ticketId].sort());
});

/** Locks a row over a connection of its own. */
async function hold(table: string, id: string) {
  const client = await service.kit.db.pool.connect();
  await client.query('begin');
  await client.query(`select from ${table} where id = $1 for update`, [id]);
  return {
    waiting: async () =>
      Number(
        (
          await rows(
            `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        )[0].count,
      ),
    async release() {
      await client.query('commit');
      client.release();
    },
  };
}

describe('batches that share orders and listings, in any order, and looks at them', () => {
  const DEADLOCK = '40P01';

  test('never wait in a circle', async () => {
    await rows('update auditor set heard_until = null');
    const stories = many(40, () => bought().stock(1, 0, 0).stock(2, 2, 0).stock(3, 0, 2));
    const events = stories.flatMap((story) => story.events);
    const isFirst = ({ type, aggregateVersion }: FrontrowEvent) => type === 'order.created' || aggregateVersion === 1;
    await hearTogether(service, [...ofType(events, 'order'), ...ofType(events, 'stock')].filter(isFirst));
    const rest = events.filter((event) => !isFirst(event) || !/^(order|stock)/.test(event.type));
    const batches = ['order', 'payment', 'admission', 'stock'].map((aggregate, index) =>
      index % 2 === 0 ? ofType(rest, aggregate) : ofType(rest, aggregate).reverse(),
    );
    // They pile up at one order, each with the locks that it has by then.
    const held = await hold('orders', stories[20]!.order.id);
    const { errors } = await sentBy(async () => {
      const heard = Promise.all(batches.map((batch) => hearTogether(service, batch)));
      await eventually(async () => expect(await held.waiting()).toBe(3));
      await look(service.kit, new Date());
      await held.release();
      await heard;
    });
    expect(errors).toEqual([]);
    await lookAfter(service, HOUR);
    const ids = about(stories);
    const found = (await findings()).filter(({ orderId, ticketId }) =>
      [orderId, ticketId].some((id) => ids.includes(id!)),
    );
    expect(found).toEqual([]);
  });

  test('would be seen if they did', async () => {
    const ids = ['1', '2'].map((end) => `01900000-0000-7000-8000-00000000000${end}`);
    await rows('insert into orders (id) select unnest($1::uuid[])', [ids]);
    const bothHaveOne = gate();
    let holding = 0;
    const lockBoth = ([first, second]: string[]) =>
      service.kit.db.transaction({ correlationId: newId(), causationId: null }, async ({ db }) => {
        await db.execute(sql`select from orders where id = ${first} for update`);
        holding += 1;
        if (holding === 2) bothHaveOne.open();
        await bothHaveOne.passed;
        await db.execute(sql`select from orders where id = ${second} for update`);
      });
    const { errors } = await sentBy(() => Promise.all([lockBoth(ids), lockBoth([...ids].reverse())]));
    await rows('delete from orders where id = any ($1)', [ids]);
    expect(errors).toContain(DEADLOCK);
  });
});

test('a recount goes on part by part while orders change, and finds what is wrong in the end', async () => {
  const stories = many(12, () => bought());
  await hearTogether(
    service,
    stories.flatMap(({ events }) => events),
  );
  await lookAfter(service, HOUR);
  const until = new Date(Date.now() + HOUR * 1000);
  /** Has come so far; null when it is over. */
  const countOn = async () => {
    while (await look(service.kit, until, 5)) {}
    return (await rows('select recounted_to as "to" from auditor'))[0].to;
  };
  const recount = async (meanwhile = async () => {}) => {
    await rows(`update auditor set recounted_at = clock_timestamp() - interval '2 minutes'`);
    expect(await countOn()).not.toBeNull();
    await meanwhile();
    while ((await countOn()) !== null) {}
    return (await findings()).filter(({ promise, closedAt }) => promise === 'own-books' && closedAt === null);
  };
  expect(await recount()).toEqual([]);
  expect(await countOn()).toBeNull(); // it is not time for the next

  // While it is under way, orders on both sides of how far it has come are given back, and new ones come.
  const ids = stories.map(({ order }) => order.id).sort();
  const ends = stories.filter(({ order }) => order.id === ids[0] || order.id === ids.at(-1));
  const changed = async () => {
    const back = ends.flatMap((story) => story.revoke().cancel('event_cancelled').refund().events.slice(-3));
    await hearTogether(service, [...back, ...bought().events]);
  };
  expect(await recount(changed)).toEqual([]);
  const { ticketId } = ends[0]!.order;
  expect(await rows('select held, sold from units where ticket_id = $1', [ticketId])).toEqual([{ held: 0, sold: 0 }]);

  const spoil = async (by: number) => {
    await rows(`update money set refunded = refunded + $1 where currency = 'EUR'`, [by]);
    await rows('update units set sold = sold + $1 where ticket_id = $2', [by, ticketId]);
  };
  await spoil(1);
  expect((await recount()).map((finding) => finding.ticketId).sort()).toEqual([ticketId, null]);
  await spoil(-1);
  expect(await recount()).toEqual([]);
}, 60_000);
