import { clusterOf, inCluster, type OrderState, orderNumber } from '@frontrow/common/contracts';
import { type Database, newId } from '@frontrow/common/database';
import { HttpProblem, type KeyClaim } from '@frontrow/common/http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { type PlacementRequest, placeTogether } from '../src/use-cases/place-together.ts';
import { list, type OrdersService, startOrders, stockOf, withoutLocks } from './setup.ts';

const newOrderId = () => inCluster(newId(), 7);
const terms = { holdsPerListing: 10, holdsInAll: 50, holdSeconds: 900, holdLimits: undefined, newOrderId };

let service: OrdersService;
beforeAll(async () => {
  service = await startOrders();
});
afterAll(() => service.stop());

type Changes = { quantity?: number; userId?: string; key?: string; bodyHash?: string };

function aRequest(ticketId: string, { quantity = 1, userId = newId(), key, bodyHash = 'body' }: Changes = {}) {
  const claim: KeyClaim | undefined =
    key === undefined ? undefined : { userId, route: 'POST /api/orders', key, bodyHash };
  const trace = { correlationId: newId(), causationId: null };
  return { userId, network: 'home', wish: { ticketId, quantity }, trace, claim } satisfies PlacementRequest;
}
const someRequests = (ticketId: string, count: number) => Array.from({ length: count }, () => aRequest(ticketId));

/** What became of each request in short: the id of its order, a status with a code, or `again`. */
async function place(requests: PlacementRequest[], db: Database = service.kit.db, ids = newOrderId): Promise<string[]> {
  const outcomes = await placeTogether(db, requests, { ...terms, newOrderId: ids });
  return outcomes.map((outcome) => {
    if (outcome === 'again') return outcome;
    if ('answer' in outcome) return (outcome.answer?.body as { id: string } | undefined)?.id ?? 'unknown listing';
    const { error } = outcome;
    return error instanceof HttpProblem ? `${error.status} ${error.errors[0]!.code ?? ''}`.trim() : String(error);
  });
}

const isOrder = (outcome: string) => /^[0-9a-f-]{36}$/.test(outcome);
const inShort = (outcomes: string[]) => outcomes.map((outcome) => (isOrder(outcome) ? 'order' : outcome));
const told = async (ticketId: string) =>
  (await service.outbox('stock.updated')).filter(({ aggregateId }) => aggregateId === ticketId);

/** A database that counts statements, and changes transactions by `wrap`. */
function observed({ wrap = (tx) => tx }: { wrap?: typeof withoutLocks } = {}) {
  const { db } = service.kit;
  let statements = 0;
  const database: Database = {
    ...db,
    transaction: (trace, work) =>
      db.transaction(trace, (tx) => {
        const query: typeof tx.client.query = (config) => {
          statements += 1;
          return tx.client.query(config);
        };
        return work(wrap({ ...tx, client: { query } }));
      }),
  };
  return { database, statements: () => statements };
}

describe('reservations in groups', () => {
  test('the last units go to who came first, in one commit that tells of the stock once', async () => {
    const { id } = await list(service, { quantity: 5 });
    const requests = [
      aRequest(id, { quantity: 2 }),
      aRequest(id, { quantity: 4 }),
      aRequest(id, { quantity: 2 }),
      aRequest(id),
      aRequest(id),
    ];
    const outcomes = await place(requests);
    expect(inShort(outcomes)).toEqual(['order', '409 only_left', 'order', 'order', '409 sold_out']);
    expect(await stockOf(service, id)).toMatchObject({ held: 5, sold: 0 });
    expect((await told(id)).map(({ data }) => data)).toMatchObject([{ held: 0 }, { held: 5 }]);

    const created = (await service.outbox('order.created')).filter(({ data }) => (data as OrderState).ticketId === id);
    expect(created.map(({ aggregateId }) => aggregateId)).toEqual(outcomes.filter(isOrder));
    expect(new Set(outcomes.filter(isOrder).map(clusterOf))).toEqual(new Set([7]));
    const asked = requests.filter((_, index) => isOrder(outcomes[index]!));
    expect(created.map(({ correlationId }) => correlationId)).toEqual(asked.map(({ trace }) => trace.correlationId));
    const { rows } = await service.kit.db.pool.query(
      'select count(*)::int as n from timeline where order_id = any($1)',
      [outcomes.filter(isOrder)],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  test('a hundred of them take no more statements than one', async () => {
    const { id } = await list(service, { quantity: 1000 });
    const [one, hundred] = [observed(), observed()];
    await place([aRequest(id, { key: 'one' })], one.database);
    const requests = Array.from({ length: 100 }, () => aRequest(id, { key: 'each' }));
    expect(inShort(await place(requests, hundred.database))).toEqual(requests.map(() => 'order'));
    expect(hundred.statements()).toBe(one.statements());
    expect(hundred.statements()).toBeLessThanOrEqual(16);
  });

  test('of an order that drew the number of another each has its own in the end, and nobody else is held up', async () => {
    const { id } = await list(service, { quantity: 100 });
    const [known] = await place([aRequest(id)]);
    const sameNumber = () => newId().slice(0, 24) + known!.slice(24);
    for (const others of [0, 4]) {
      const drawn = [sameNumber(), ...Array.from({ length: others }, newOrderId), sameNumber()];
      const outcomes = await place(someRequests(id, others + 1), service.kit.db, () => drawn.shift() ?? newOrderId());
      expect(inShort(outcomes)).toEqual(Array.from({ length: others + 1 }, () => 'order'));
      expect(new Set([known!, ...outcomes].map(orderNumber)).size).toBe(others + 2);
    }
    expect(await stockOf(service, id)).toMatchObject({ held: 7 });
  });

  test('the orders of one buyer in a group count against each other', async () => {
    const { id } = await list(service, { quantity: 100 });
    const userId = newId();
    const outcomes = await place([6, 5, 4, 1].map((quantity) => aRequest(id, { quantity, userId })));
    expect(inShort(outcomes)).toEqual(['order', '409 holds_per_listing', 'order', '409 holds_per_listing']);
  });

  test('of requests with one key the first that is met is the order, and the others are told of it', async () => {
    const { id } = await list(service, { quantity: 3 });
    const userId = newId();
    const same = (changes: Changes = {}) => aRequest(id, { userId, key: 'k', ...changes });
    const outcomes = await place([
      same({ quantity: 4, bodyHash: 'four' }),
      same({ quantity: 2, bodyHash: 'two' }),
      same({ quantity: 2, bodyHash: 'two' }),
      same({ quantity: 1, bodyHash: 'one' }),
    ]);
    expect(inShort(outcomes)).toEqual(['409 only_left', 'order', 'order', '409 key_reused']);
    expect(outcomes[2]).toBe(outcomes[1]);
    const [replayed, other] = await place([same({ bodyHash: 'two' }), same({ bodyHash: 'one' })]);
    expect([replayed, other]).toEqual([outcomes[1], '409 key_reused']);
    expect(await stockOf(service, id)).toMatchObject({ held: 2 });
  });

  test('a refusal keeps no key: the same request may be met later', async () => {
    const { id } = await list(service, { quantity: 1 });
    const refused = aRequest(id, { key: 'k' });
    expect(inShort(await place([aRequest(id), refused]))).toEqual(['order', '409 sold_out']);
    const { rows } = await service.kit.db.pool.query('select from idempotency_keys where user_id = $1', [
      refused.userId,
    ]);
    expect(rows).toEqual([]);
    await service.kit.db.pool.query('update stock set capacity = 2 where ticket_id = $1', [id]);
    expect(inShort(await place([refused]))).toEqual(['order']);
  });

  test('groups that carry the same keys at once make one order of each', async () => {
    const { id } = await list(service, { quantity: 100 });
    const requests = Array.from({ length: 20 }, (_, index) => aRequest(id, { key: `k${index}` }));
    const groups = await Promise.all([requests, requests.toReversed(), requests].map((group) => place(group)));
    const [first, second, third] = groups as [string[], string[], string[]];
    expect(first.every(isOrder)).toBe(true);
    expect(second.toReversed()).toEqual(first);
    expect(third).toEqual(first);
    expect(await stockOf(service, id)).toMatchObject({ held: 20 });
  });

  test('one that cannot be stored fails alone: the others are served in the order in which they came', async () => {
    const { id } = await list(service, { quantity: 3 });
    const requests = someRequests(id, 5);
    const bad = requests[1]!.userId;
    await service.kit.db.db.execute(sql.raw(`alter table orders add constraint nobody check (user_id <> '${bad}')`));
    try {
      const outcomes = await place(requests);
      expect(outcomes[1]).toContain('nobody');
      expect(inShort(outcomes.toSpliced(1, 1))).toEqual(['order', 'order', 'order', '409 sold_out']);
    } finally {
      await service.kit.db.db.execute(sql`alter table orders drop constraint nobody`);
    }
    expect(await stockOf(service, id)).toMatchObject({ held: 3 });
    expect(await told(id)).toHaveLength(4);
  });

  test('a listing that somebody is busy with is left for later, and keeps nobody else waiting', async () => {
    const [hot, quiet] = [await list(service), await list(service)];
    const holder = await service.kit.db.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [hot.id]);
      const requests = [aRequest(hot.id, { key: 'hot' }), aRequest(quiet.id), aRequest(newId())];
      expect(inShort(await place(requests))).toEqual(['again', 'order', 'unknown listing']);
      await holder.query('commit');
      expect(inShort(await place(requests.slice(0, 1)))).toEqual(['order']);
    } finally {
      holder.release();
    }
  });

  test('when the fate of its commit is unknown nobody of the group is served again, and the keys tell', async () => {
    const { id } = await list(service, { quantity: 10 });
    const requests = Array.from({ length: 3 }, () => aRequest(id, { key: 'k' }));
    const { db } = service.kit;
    await db.db.execute(
      sql.raw(`
      create function end_session() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
      create constraint trigger dies after insert on orders deferrable initially deferred
        for each row when (new.ticket_id = '${id}') execute function end_session()`),
    );
    expect(await place(requests)).toEqual(requests.map(() => 'CommitUnknown: the answer to a commit was lost'));
    await db.db.execute(sql`drop trigger dies on orders`);
    expect(await stockOf(service, id)).toMatchObject({ held: 0 });
    expect(inShort(await place(requests))).toEqual(requests.map(() => 'order'));
    expect(await stockOf(service, id)).toMatchObject({ held: 3 });
  });
});

describe('many groups at once for the last units', () => {
  const GROUPS = 20;
  async function rush(db: Database) {
    const { id } = await list(service, { quantity: 30 });
    const groups = Array.from({ length: GROUPS }, () => someRequests(id, 5));
    const outcomes = (await Promise.all(groups.map((group) => place(group, db)))).flat();
    return { placed: outcomes.filter(isOrder).length, held: (await stockOf(service, id)).held as number, outcomes };
  }

  test('thirty orders, and seventy refusals', async () => {
    const { placed, held, outcomes } = await rush(service.kit.db);
    expect({ placed, held }).toEqual({ placed: 30, held: 30 });
    expect(inShort(outcomes).filter((outcome) => outcome.startsWith('409'))).toHaveLength(70);
  });

  test('without any lock the constraint of the table alone keeps a listing from being oversold', async () => {
    await service.kit.db.db.execute(
      sql`alter table outbox drop constraint if exists outbox_aggregate_aggregate_id_aggregate_version_key`,
    );
    const { placed, held } = await rush(observed({ wrap: withoutLocks }).database);
    expect(held).toBe(placed);
    expect(held).toBeLessThanOrEqual(30);
  });

  test('the control: with the constraint off as well, the same rush oversells', async () => {
    await service.kit.db.db.execute(sql`alter table stock drop constraint stock_not_oversold`);
    const { placed, held } = await rush(observed({ wrap: withoutLocks }).database);
    expect(placed).toBeGreaterThan(30);
    expect(held).toBe(placed);
  });
});
