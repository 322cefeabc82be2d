import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually, testEnvironment } from '@frontrow/common/testing';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { payments } from '../src/service.ts';
import { attemptsOf, type Bench, environment, startBench, type TestOrder } from './bench.ts';

/** The real processes, killed in earnest. The service of the bench only looks on: it has no workers. */
const project = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(project, '../../node_modules/typescript/bin/tsc');
const KILLS = 2;

let bench: Bench & { stop(): Promise<void> };
const running = new Set<ChildProcess>();
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [tsc, '-b', project]);
  // Without webhooks nothing but the answer to a call tells what came of it.
  bench = await startBench({ definition: { ...payments, workers: [] }, webhooks: false });
}, 60_000);
afterEach(async () => {
  await Promise.all([...running].map(kill));
  await bench.noFaults();
});
afterAll(() => bench.stop());

/** Starts a payments process on the bench's database; resolves to its address once it answers. */
async function start() {
  const { DATABASE_URL } = bench.service.kit.config;
  const more = { DATABASE_URL, LOG_LEVEL: 'info', STRIPE_TIMEOUT_MS: '10000' };
  const env = { ...testEnvironment, ...environment(bench.sandbox.url, more) };
  const child = spawn(process.execPath, [join(project, 'dist/main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  const url = await eventually(() => {
    expect(output).toContain('is up to date');
    return /payments answers at ([^"]+)"/.exec(output)![1]!;
  }, 30_000);
  return { child, url };
}

/** Tells a measured number; the tests assert none, since another machine is slower or busier. */
const report = (text: string) => void process.stderr.write(`    measured: ${text}\n`);

async function kill(child: ChildProcess) {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Pays at a process that may be gone before it answers. */
const payAt = (url: string, order: TestOrder) =>
  fetch(`${url}/api/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: order.buyer },
    body: JSON.stringify({ orderId: order.id, token: 'tok_visa' }),
  }).catch(() => undefined);

const at = (order: TestOrder, step: string) => ({
  method: 'POST',
  path: step === 'create' ? '/v1/*' : step === 'refund' ? '/v1/refunds' : `/v1/payment_intents/*/${step}`,
  metadata: { orderId: order.id },
});

test.each([
  ['between the call and its outcome', { kind: 'execute-then-delay', delayMs: 4000 }],
  ['before Stripe has executed the call', { kind: 'delay', delayMs: 1500 }],
])(
  `killed ${KILLS} times %s, at every step`,
  async (_name, fault) => {
    const steps = ['create', 'confirm', 'capture', 'cancel', 'refund'] as const;
    const first = await start();
    const orders = await Promise.all(steps.map(() => bench.place()));
    const [creating, confirming, capturing, cancelling, refunding] = orders as [
      TestOrder,
      TestOrder,
      TestOrder,
      TestOrder,
      TestOrder,
    ];
    await Promise.all([capturing, cancelling, refunding].map((order) => payAt(first.url, order)));
    await bench.complete(refunding);
    await bench.reaches(refunding, 'captured');

    for (const [index, step] of steps.entries()) {
      await bench.fault({ ...fault, times: KILLS, match: at(orders[index]!, step) });
    }
    const answers = Promise.all([creating, confirming].map((order) => payAt(first.url, order)));
    await Promise.all([bench.complete(capturing), bench.cancel(cancelling), bench.cancel(refunding, 'refunded')]);
    let { child } = first;
    for (let kills = 1; kills <= KILLS; kills++) {
      await eventually(async () => {
        expect(await bench.faultsLeft()).toBeLessThanOrEqual(steps.length * (KILLS - kills));
      }, 60_000);
      await kill(child);
      ({ child } = await start());
    }
    await answers;

    const restarted = Date.now();
    const ends = ['authorized', 'authorized', 'captured', 'voided', 'refunded'] as const;
    for (const [index, order] of orders.entries()) {
      await eventually(async () => expect((await bench.paymentOf(order)).status).toBe(ends[index]), 60_000);
    }
    report(`killed in the middle of five calls, all were settled ${Date.now() - restarted} ms after the restart`);
    const charged = { authorized: 5000, captures: 1, captured: 5000, voided: 0, refunded: 0 };
    const held = { ...charged, captures: 0, captured: 0 };
    const wanted = [held, held, charged, { ...held, voided: 5000 }, { ...charged, refunded: 5000 }];
    for (const [index, order] of orders.entries()) {
      const books = await bench.books(order);
      expect({ step: steps[index], ...books }).toMatchObject({ step: steps[index], ...wanted[index] });
      expect(books.intents).toHaveLength(1);
      expect(await attemptsOf(bench, order)).toHaveLength(1);
      expect(new Set(await bench.events(order)).size).toBe((await bench.events(order)).length);
    }
  },
  300_000,
);

test('two processes on one database charge once', async () => {
  const processes = await Promise.all([start(), start()]);
  const orders = await Promise.all([1, 2, 3, 4, 5].map(() => bench.place()));
  const answers = await Promise.all(
    orders.flatMap((order) => processes.map(async ({ url }) => (await payAt(url, order))?.status)),
  );
  expect(answers.filter((status) => status === 201)).toHaveLength(orders.length);
  expect(answers.filter((status) => status === 409)).toHaveLength(orders.length);
  await Promise.all(orders.map((order) => bench.complete(order)));
  for (const order of orders) {
    await eventually(async () => expect((await bench.paymentOf(order)).status).toBe('captured'), 30_000);
    expect(await bench.books(order)).toMatchObject({ intents: [{}], captures: 1, captured: 5000 });
    expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured']);
  }
}, 90_000);

test('one that is paused in the middle of a call is soon replaced, and does no harm when it wakes', async () => {
  const paused = await start();
  const order = await bench.place();
  await bench.fault({ kind: 'execute-then-delay', delayMs: 500, match: at(order, 'confirm') });
  const paying = payAt(paused.url, order);
  await eventually(async () => expect(await bench.faultsLeft()).toBe(0));
  paused.child.kill('SIGSTOP');
  const since = Date.now();
  await start();
  await eventually(async () => expect((await bench.paymentOf(order)).status).toBe('authorized'), 30_000);
  report(`paused in the middle of a call, another had settled it ${Date.now() - since} ms later`);
  paused.child.kill('SIGCONT');
  expect((await paying)?.status).toBe(201);
  await bench.complete(order);
  await eventually(async () => expect((await bench.paymentOf(order)).status).toBe('captured'), 30_000);
  expect(await bench.books(order)).toMatchObject({ intents: [{}], captures: 1, captured: 5000 });
  expect(await bench.events(order)).toEqual(['started', 'authorized', 'captured']);
}, 90_000);

test('stopped in order, it exits cleanly and leaves nothing undone', async () => {
  const { child, url } = await start();
  const order = await bench.place();
  await bench.fault({ kind: 'execute-then-delay', delayMs: 800, match: at(order, 'confirm') });
  const paying = payAt(url, order);
  await eventually(async () => expect(await bench.faultsLeft()).toBe(0));
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect((await paying)?.status).toBe(201);
  expect(await exited).toEqual([0, null]);
  running.delete(child);
}, 60_000);
