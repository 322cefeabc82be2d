import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ledger } from './core/ledger.ts';
import { noRedirects, refusal, SECRET_KEY, stripeAt, WEBHOOK_SECRET } from './testing/bench.ts';
import { type Receiver, startReceiver } from './testing/receiver.ts';
import { until } from './testing/until.ts';

/** The real process, as it is started in earnest. Building it first also has the compiler check every object's type. */
const project = fileURLToPath(new URL('..', import.meta.url));
const root = join(project, '../..');
const order = { amount: 1000, currency: 'eur', capture_method: 'manual', ...noRedirects } as const;

let dataDir: string;
let receiver: Receiver;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', project]);
  dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
  receiver = await startReceiver(WEBHOOK_SECRET);
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(async () => {
  await receiver.close();
  await rm(dataDir, { recursive: true });
});

const environment = () => ({
  PORT: '0',
  DATA_DIR: dataDir,
  STRIPE_SECRET_KEY: SECRET_KEY,
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  WEBHOOK_URL: receiver.url,
  PUBLIC_URL: 'http://localhost:8080/stripe-sandbox/',
});

function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(project, 'dist/main.js')], { env });
  running.add(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    output.out += data;
  });
  child.stderr.on('data', (data) => {
    output.err += data;
  });
  const exited = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return code ?? signal;
  });
  return { child, output, exited };
}

async function start() {
  const launched = launch(environment());
  const ready = /"url":"([^"]+)".*"msg":"ready"/;
  const url = await until('the sandbox to be ready', () => ready.exec(launched.output.out)?.[1]);
  return { ...launched, url, stripe: stripeAt(url) };
}

describe('killed at any moment', () => {
  test('it has kept everything that it acknowledged', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { child, exited, stripe } = await start();
      const keepPaying = async (worker: number) => {
        for (let n = 0; ; n++) {
          const key = `${round}-${worker}-${n}`;
          const { id } = await stripe.paymentIntents.create({ ...order, metadata: { key } }, { idempotencyKey: key });
          await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
          await stripe.paymentIntents.capture(id, {}, { idempotencyKey: `${key}-capture` });
          acknowledged.push(`${key} ${id}`);
        }
      };
      const workers = [0, 1, 2, 3].map((worker) => refusal(keepPaying(worker)));
      await until('some payments', () => acknowledged.length >= (round + 1) * 8);
      child.kill('SIGKILL');
      expect(await exited).toBe('SIGKILL');
      await Promise.all(workers);
    }

    const { stripe, url } = await start();
    for (const line of acknowledged) {
      const [key, id] = line.split(' ') as [string, string];
      expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', metadata: { key } });
      const again = await stripe.paymentIntents.capture(id, {}, { idempotencyKey: `${key}-capture` });
      expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    }
    const headers = { authorization: `Bearer ${SECRET_KEY}` };
    const ledger = (await (await fetch(`${url}/_sandbox/ledger`, { headers })).json()) as Ledger;
    for (const line of acknowledged) {
      expect(ledger.paymentIntents[line.split(' ')[1]!]).toMatchObject({ captured: 1000, captureCount: 1 });
    }
  }, 60_000);

  test('it delivers the webhooks that were pending', async () => {
    receiver.answer(500);
    const { child, exited, stripe } = await start();
    const { id } = await stripe.paymentIntents.create(order);
    child.kill('SIGKILL');
    await exited;
    const before = receiver.received.length;
    receiver.answer(200);
    await start();
    await until('the event', () =>
      receiver.received.slice(before).some(({ event }) => (event.data.object as { id?: string }).id === id),
    );
  });

  test('it drops a torn last line, and refuses a damaged file', async () => {
    const journal = join(dataDir, 'journal.jsonl');
    await appendFile(journal, '[["intents","pi_torn"');
    const { child, exited, stripe } = await start();
    expect(await refusal(stripe.paymentIntents.retrieve('pi_torn'))).toMatchObject({ statusCode: 404 });
    child.kill('SIGTERM');
    await exited;
    expect(await readFile(journal, 'utf8')).not.toContain('pi_torn');

    await appendFile(journal, '[["intents"\n[]\n');
    const damaged = launch(environment());
    expect(await damaged.exited).toBe(1);
    expect(damaged.output.err).toMatch(/^stripe-sandbox: .*journal.jsonl is damaged at line \d+: .*\n$/);
    await rm(journal);
  });
});

describe('started wrongly', () => {
  test('without a variable it says which', async () => {
    const { STRIPE_SECRET_KEY: _missing, ...rest } = environment();
    const { exited, output } = launch({ ...rest, PUBLIC_URL: 'nowhere' });
    expect(await exited).toBe(1);
    expect(output.err).toMatch(/^stripe-sandbox: .*STRIPE_SECRET_KEY is missing; PUBLIC_URL is wrong.*\n$/);
  });

  test('on a port in use it says so, and leaves the data alone', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { exited, output } = launch({ ...environment(), PORT: String(port) });
    expect(await exited).toBe(1);
    expect(output.err).toBe(`stripe-sandbox: port ${port} is in use: stop what listens there, or set another PORT\n`);
    blocker.close();
  });

  test('on data in use it says so', async () => {
    await start();
    const { exited, output } = launch(environment());
    expect(await exited).toBe(1);
    expect(output.err).toMatch(/^stripe-sandbox: .* is in use by another sandbox: .*\n$/);
  });
});

test('SIGTERM lets requests finish and ends with 0', async () => {
  const { child, exited, stripe, url } = await start();
  await fetch(`${url}/_sandbox/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'execute-then-delay', delayMs: 300, match: { path: '/v1/payment_intents' } }),
  });
  const slow = stripe.paymentIntents.create(order);
  await until('the request to be executed', async () => (await stripe.events.list()).data.length > 0);
  child.kill('SIGTERM');
  expect((await slow).id).toMatch(/^pi_/);
  expect(await exited).toBe(0);
});

test('links to challenges begin with PUBLIC_URL', async () => {
  const { stripe } = await start();
  const intent = await stripe.paymentIntents.create({
    amount: 1000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_threeDSecure2Required',
    return_url: 'http://localhost:8080/back',
  });
  expect(intent.next_action?.redirect_to_url?.url).toMatch(/^http:\/\/localhost:8080\/stripe-sandbox\/3ds\/3ds_/);
});
