import { OrderRefundRequested, type OrderState } from '@frontrow/common/contracts';
import { newId } from '@frontrow/common/database';
import { eventOf, eventually, gate, openTestConsumer, type TestConsumer } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { onOrder } from '../src/consumers/on-order.ts';
import {
  issuedTo,
  listed,
  type Person,
  paidOrder,
  person,
  refundOf,
  startTickets,
  type TicketsService,
} from './support.ts';

let service: TicketsService;
let seller: Person;
let ticketId: string;
/** Waits for a lock for as long as the test holds it, not for a second as in the service. */
let orders: TestConsumer;

beforeAll(async () => {
  service = await startTickets();
  seller = await person(service);
  ticketId = (await listed(seller, { quantity: 1000 })).id;
  const { DATABASE_URL } = service.kit.config;
  orders = openTestConsumer(DATABASE_URL!, 'tickets-order', (db) => [onOrder({ ...service.kit, db })]);
});
afterAll(async () => {
  await orders.close();
  await service.stop();
});

async function admission() {
  const order = await paidOrder(service, { ticketId });
  const [issued] = await issuedTo(service, order.id);
  return { ...issued!, order };
}
const scan = (code: string) => seller.post(`/${ticketId}/check-ins`, { scanId: newId(), code });

/**
 * What a check-in or a refund would be without the lock: look, decide, write. `looked` lets both look before one writes,
 * as happens sooner or later.
 */
async function unlocked(admissionId: string, column: 'redeemed' | 'revoked', looked: () => Promise<void>) {
  return service.kit.db.transaction({ correlationId: newId(), causationId: null }, async ({ db }) => {
    const { rows } = await db.execute(
      sql`select 1 from admissions where id = ${admissionId} and redeemed_at is null and revoked_at is null`,
    );
    await looked();
    if (rows.length === 0) return false;
    const change =
      column === 'redeemed' ? sql`redeemed_at = now(), scan_id = gen_random_uuid()` : sql`revoked_at = now()`;
    await db.execute(sql`update admissions set ${change} where id = ${admissionId}`);
    return true;
  });
}

/** Holds the locks of some orders' admissions, so that contenders queue behind it. */
async function holdLocks(orderIds: string[]) {
  const client = await service.kit.db.pool.connect();
  await client.query('begin');
  await client.query('select 1 from order_admissions where order_id = any($1) for update', [orderIds]);
  return {
    waiting: (count: number) =>
      eventually(async () => {
        const { rows } = await service.kit.db.pool.query(
          `select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
        );
        expect(rows).toHaveLength(count);
      }),
    async open() {
      await client.query('commit');
      client.release();
    },
  };
}

const askForRefund = async (order: OrderState): Promise<void> => {
  await orders.deliver(eventOf(OrderRefundRequested, refundOf(order), { version: 4 }));
};

/** Lets nobody pass before `count` have come. */
function barrier(count: number) {
  const { open, passed } = gate();
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === count) open();
    return passed;
  };
}

describe('a refund that races the check-in of the same admission', () => {
  test('has exactly one winner, 100 times of 100, whoever is first at the lock', async () => {
    const pairs: { first: 'refund' | 'checkIn'; status: number; orderId: string }[] = [];
    while (pairs.length < 100) {
      const admissions = await Promise.all(Array.from({ length: 5 }, admission));
      const contenders = {
        refund: () => admissions.map(({ order }) => askForRefund(order)),
        checkIn: () => admissions.map(({ code }) => scan(code).then(({ status }) => status)),
      };
      const [first, second] =
        pairs.length % 2 === 0 ? (['refund', 'checkIn'] as const) : (['checkIn', 'refund'] as const);

      const gate = await holdLocks(admissions.map(({ order }) => order.id));
      const ahead = contenders[first]();
      await gate.waiting(5);
      const behind = contenders[second]();
      await gate.waiting(10);
      await gate.open();
      const answers = [...(await Promise.all(ahead)), ...(await Promise.all(behind))];
      const statuses = answers.filter((status) => status !== undefined);
      pairs.push(...admissions.map(({ order }, index) => ({ first, status: statuses[index]!, orderId: order.id })));
    }

    const events = await service.outbox();
    const endsWhenFirst = (first: string) =>
      pairs
        .filter((pair) => pair.first === first)
        .map(({ status, orderId }) => {
          const told = events.filter(({ aggregateId }) => aggregateId === orderId).map(({ type }) => type);
          return [status, ...told].join(' ');
        });
    expect(endsWhenFirst('refund')).toEqual(Array(50).fill('409 admission.issued admission.revoked'));
    expect(endsWhenFirst('checkIn')).toEqual(
      Array(50).fill('200 admission.issued admission.redeemed admission.refund_refused'),
    );
  }, 120_000);

  test('would have two winners without the lock (negative control)', async () => {
    const { id } = await admission();
    const looked = barrier(2);
    expect(await Promise.all([unlocked(id, 'redeemed', looked), unlocked(id, 'revoked', looked)])).toEqual([
      true,
      true,
    ]);
  });
});

describe('50 scans of one code at once', () => {
  test('let one in', async () => {
    const { code, order } = await admission();
    const answers = await Promise.all(Array.from({ length: 50 }, () => scan(code)));
    const [first, ...more] = answers.filter(({ status }) => status === 200);
    expect(more).toEqual([]);
    for (const { status, body } of answers.filter((answer) => answer !== first)) {
      expect([status, body.redeemedAt]).toEqual([409, first!.body.redeemedAt]);
    }
    const told = await service.outbox('admission.redeemed');
    expect(told.filter(({ aggregateId }) => aggregateId === order.id)).toHaveLength(1);
  });

  test('would let more in without the lock (negative control)', async () => {
    const { id } = await admission();
    const looked = barrier(10);
    const letIn = await Promise.all(Array.from({ length: 10 }, () => unlocked(id, 'redeemed', looked)));
    expect(letIn.filter(Boolean).length).toBeGreaterThan(1);
  });
});
