import { newId } from '@frontrow/common/database';
import { aSession, cookieOf, eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import supertest from 'supertest';
import { aKey, type Bench, startBench, type TestOrder } from './bench.ts';

/** What operators may do about a refund that failed for good. */
let bench: Bench & { stop(): Promise<void> };
let operator: string;
beforeAll(async () => {
  bench = await startBench();
  operator = await cookieOf(aSession({ role: 'operator' }));
});
afterAll(() => bench.stop());

const transfer = { how: 'bank_transfer', note: 'to the account that she named by phone' };

const decide = (id: string, what: 'settlement' | 'retry', body: object, headers: Record<string, string> = {}) =>
  supertest(bench.service.url)
    .post(`/api/payments/refund-failures/${id}/${what}`)
    .set({ cookie: operator, ...headers })
    .send(body);

const failureOf = async (order: TestOrder) =>
  (await bench.refundFailures()).find(({ orderId }) => orderId === order.id) as Record<string, unknown> | undefined;

/** An order whose refund a bank has sent back; resolves to its payment's id. */
async function sentBack(order: TestOrder): Promise<string> {
  await bench.cancel(order, 'refunded');
  await eventually(async () => expect((await bench.events(order)).at(-1)).toBe('refund_failed'), 15_000);
  return (await bench.paymentOf(order)).id;
}

/** The same, but Stripe refused it, and would not any more. */
async function refusedOnce(): Promise<{ order: TestOrder; id: string }> {
  const order = await bench.charged();
  const match = { method: 'POST', path: '/v1/refunds', metadata: { orderId: order.id } };
  await bench.fault({ kind: 'error', status: 400, match });
  return { order, id: await sentBack(order) };
}

describe('settling a refund otherwise', () => {
  test('is told with how, and when, and stays on record with who and why', async () => {
    const order = await bench.charged('tok_refundFail');
    const id = await sentBack(order);
    expect(await failureOf(order)).toMatchObject({ id, owed: 50, settledAt: null, retriable: true, decisions: [] });

    const { status, body } = await decide(id, 'settlement', transfer);
    expect(status).toBe(200);
    const decision = { decision: 'settled', ...transfer, decidedBy: expect.any(String), decidedAt: expect.any(String) };
    expect(body).toMatchObject({
      id,
      owed: 50,
      settledAt: expect.any(String),
      retriable: false,
      decisions: [decision],
    });
    expect((await failureOf(order))?.decisions).toEqual(body.decisions);
    expect((await bench.events(order)).slice(-2)).toEqual(['refund_failed', 'refund_settled']);
    const { data } = (await bench.service.outbox('payment.refund_settled')).at(-1)!;
    expect(data).toMatchObject({
      status: 'captured',
      amountCaptured: 5000,
      amountRefunded: 0,
      settlement: { how: 'bank_transfer', amount: 5000, settledAt: body.settledAt },
    });
    expect(JSON.stringify(data)).not.toContain('phone');
  });

  test('happens once, however many press the button', async () => {
    const order = await bench.charged('tok_refundFail');
    const id = await sentBack(order);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => decide(id, 'settlement', { how: 'cash', note: `${n}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(11).fill(409)]);
    const refused = answers.find(({ status }) => status === 409)!.body;
    expect(refused.errors).toEqual([{ message: 'this refund was settled already', code: 'settled_already' }]);
    expect((await bench.events(order)).filter((event) => event === 'refund_settled')).toHaveLength(1);
    expect((await failureOf(order))?.decisions).toHaveLength(1);
  });

  test('is on the record of what operators did, and so is asking once more', async () => {
    const { order, id } = await refusedOnce();
    await decide(id, 'retry', { note: 'the bank says it was a mistake' });
    await bench.reaches(order, 'refunded');
    const failed = await bench.charged('tok_refundFail');
    await decide(await sentBack(failed), 'settlement', transfer);
    const recorded = async (subject: TestOrder) => {
      const path = `/api/payments/operator-actions?subjectId=${subject.id}`;
      return (await supertest(bench.service.url).get(path).set({ cookie: operator })).body;
    };
    expect(await recorded(order)).toMatchObject([
      { action: 'refund_retried', reason: 'the bank says it was a mistake' },
    ]);
    expect(await recorded(failed)).toMatchObject([
      { action: 'refund_settled', role: 'operator', reason: transfer.note, details: { how: 'bank_transfer' } },
    ]);
  });

  test('is answered again under its Idempotency-Key', async () => {
    const id = await sentBack(await bench.charged('tok_refundFail'));
    const key = aKey();
    const [first, again] = [
      await decide(id, 'settlement', transfer, key),
      await decide(id, 'settlement', transfer, key),
    ];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
  });

  test('lowers the gauge that calls for an operator', async () => {
    const gauge = async () => {
      const { text } = await supertest(bench.service.url).get('/metrics');
      return Number(/refunds_failed\{.*\} (\d+)/.exec(text)![1]);
    };
    const id = await sentBack(await bench.charged('tok_refundFail'));
    const before = await eventually(async () => {
      const failed = await gauge();
      expect(failed).toBeGreaterThan(0);
      return failed;
    });
    await decide(id, 'settlement', transfer);
    await eventually(async () => expect(await gauge()).toBe(before - 1));
  });

  test('is for what a capture took in part, too', async () => {
    const order = await bench.paid();
    const of = (path: string) => ({ method: 'POST', path, metadata: { orderId: order.id } });
    await bench.fault({ kind: 'capture-partial', match: of('/v1/payment_intents/*/capture') });
    await bench.fault({ kind: 'error', status: 400, match: of('/v1/refunds') });
    await bench.complete(order);
    await eventually(async () => expect((await bench.events(order)).at(-1)).toBe('refund_failed'), 15_000);
    const { id } = await bench.paymentOf(order);
    expect(await failureOf(order)).toMatchObject({ owed: 25, retriable: false });
    expect((await decide(id, 'retry', { note: 'again' })).body.errors[0].code).toBe('not_retriable');
    expect((await decide(id, 'settlement', transfer)).body).toMatchObject({ owed: 25, settledAt: expect.any(String) });
  });
});

describe('asking Stripe once more', () => {
  test('makes a refund that was refused before', async () => {
    const { order, id } = await refusedOnce();
    expect((await decide(id, 'retry', { note: 'the account has money again' })).status).toBe(200);
    await bench.reaches(order, 'refunded');
    expect((await bench.events(order)).slice(-2)).toEqual(['refund_failed', 'refunded']);
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 5000 });
    expect(await failureOf(order)).toBeUndefined();
    expect((await decide(id, 'settlement', transfer)).body.errors[0].code).toBe('refund_not_failed');
  });

  test('may fail again, and is told again', async () => {
    const order = await bench.charged('tok_refundFail');
    const id = await sentBack(order);
    await decide(id, 'retry', { note: 'the bank says that it works now' });
    await eventually(async () => {
      expect((await bench.events(order)).filter((event) => event === 'refund_failed')).toHaveLength(2);
    }, 15_000);
    expect(await bench.books(order)).toMatchObject({ captured: 5000, refunded: 0 });
    const { body } = await decide(id, 'settlement', transfer);
    expect(body.decisions.map(({ decision }: { decision: string }) => decision)).toEqual(['retried', 'settled']);
  });

  test('while it is asked nobody settles it otherwise', async () => {
    const { order, id } = await refusedOnce();
    const match = { method: 'POST', path: '/v1/refunds', metadata: { orderId: order.id } };
    await bench.fault({ kind: 'delay', delayMs: 1_500, match });
    await decide(id, 'retry', { note: 'again' });
    const refused = await decide(id, 'settlement', transfer);
    expect([refused.status, refused.body.errors[0].code]).toEqual([409, 'refund_not_failed']);
    await bench.reaches(order, 'refunded');
  });
});

describe('what is refused', () => {
  test('a refund that did not fail, and a payment that is not there', async () => {
    const order = await bench.charged();
    const { id } = await bench.paymentOf(order);
    for (const what of ['settlement', 'retry'] as const) {
      const body = what === 'retry' ? { note: 'x' } : transfer;
      expect((await decide(id, what, body)).body.errors[0].code).toBe('refund_not_failed');
      expect((await decide(newId(), what, body)).status).toBe(404);
      expect((await decide(id, what, body, { cookie: order.buyer })).status).toBe(403);
    }
    await bench.cancel(order, 'refunded');
    await bench.reaches(order, 'refunded');
    expect((await decide(id, 'settlement', transfer)).status).toBe(409);
  });

  test.each([
    [{ how: 'cash' }, 'note'],
    [{ how: 'cash', note: '   ' }, 'note'],
    [{ how: 'card', note: 'x' }, 'how'],
    [{ note: 'x' }, 'how'],
    [{ ...transfer, amount: 1 }, 'amount'],
  ])('%j', async (body, field) => {
    const { status, body: problem } = await decide(newId(), 'settlement', body);
    expect([status, problem.errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]]);
  });

  test('by the database: changing or losing what is on record', async () => {
    const { pool } = bench.service.kit.db;
    const id = await sentBack(await bench.charged('tok_refundFail'));
    await decide(id, 'settlement', transfer);
    for (const statement of [`update refund_decisions set note = 'x'`, 'delete from refund_decisions']) {
      await expect(pool.query(statement)).rejects.toThrow(/only added to/);
    }
  });
});

test('the index keeps two from being settled at once, and the negative control: without it both are', async () => {
  const { pool } = bench.service.kit.db;
  const settleTwice = async () => {
    const id = await sentBack(await bench.charged('tok_refundFail'));
    const clients = [0, 1].map(() => new pg.Client({ connectionString: bench.service.kit.config.DATABASE_URL }));
    try {
      await Promise.all(clients.map((client) => client.connect()));
      await Promise.all(clients.map((client) => client.query('begin')));
      await Promise.allSettled(
        clients.map(async (client) => {
          const values = [newId(), id, newId()];
          await client.query(
            `insert into refund_decisions (id, payment_id, decision, how, note, decided_by, decided_at)
             values ($1, $2, 'settled', 'cash', 'x', $3, clock_timestamp())`,
            values,
          );
          await client.query('commit');
        }),
      );
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
    const counted = `select count(*)::int as n from refund_decisions where payment_id = $1`;
    return (await pool.query(counted, [id])).rows[0].n;
  };
  expect(await settleTwice()).toBe(1);
  await pool.query('drop index one_settlement');
  expect(await settleTwice()).toBe(2);
});
