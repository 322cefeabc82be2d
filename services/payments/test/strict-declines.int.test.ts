import { cardLimits } from '@frontrow/common/contracts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bench, startBench } from './bench.ts';

/** What a thief with many accounts gets out of one address, where strangers come. */
const DECLINED = 'tok_chargeDeclined';
const { network: most } = cardLimits.strict;

let strict: Bench & { stop(): Promise<void> };
let generous: Bench & { stop(): Promise<void> };
beforeAll(async () => {
  // The sandbox declines the same few cards each time, where a thief has another one for each try.
  const changes = { DECLINES_PER_CARD: '1000000' };
  strict = await startBench({ changes: { ...changes, LIMITS: 'strict' } });
  generous = await startBench({ changes });
});
afterAll(async () => {
  await strict.stop();
  await generous.stop();
});

let networks = 0;
const anAddress = () => `203.0.113.${++networks}`;
/** An order of somebody new, from there. */
const from = async (bench: Bench, address: string) => ({ ...(await bench.place()), address });
const declined = async (bench: Bench, address: string) =>
  (await bench.pay(await from(bench, address), DECLINED)).status;

test('a network that has paid for nothing tries few cards, whatever its accounts, and others are not affected', async () => {
  const [thief, honest] = [anAddress(), anAddress()];
  for (let n = 0; n < most; n++) expect(await declined(strict, thief)).toBe(402);
  const refused = await strict.pay(await from(strict, thief), DECLINED);
  expect([refused.status, refused.body.errors[0].code]).toEqual([429, 'too_many_declines']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
  expect((await strict.pay(await from(strict, honest))).status).toBe(201);
});

test('each card that is good gives its network room for one more that is not', async () => {
  const campus = anAddress();
  for (let n = 0; n < 2; n++) expect((await strict.pay(await from(strict, campus))).status).toBe(201);
  for (let n = 0; n < most + 2; n++) expect(await declined(strict, campus)).toBe(402);
  expect(await declined(strict, campus)).toBe(429);
});

describe('many accounts at once', () => {
  const burst = async (bench: Bench) => {
    const address = anAddress();
    const orders = await Promise.all(Array.from({ length: 12 }, () => from(bench, address)));
    return Promise.all(orders.map((order) => bench.pay(order, DECLINED)));
  };

  test('of one network try no more than one after the other', async () => {
    const answers = await burst(strict);
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(most);
    const busy = answers.filter(({ status }) => status === 429);
    expect(busy).toHaveLength(12 - most);
    for (const { headers } of busy) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  test('negative control: where what is under way does not count, all of them are tried', async () => {
    expect((await burst(generous)).map(({ status }) => status)).toEqual(Array(12).fill(402));
  });
});

test('the address of a good card is forgotten after a day', async () => {
  const address = anAddress();
  await strict.pay(await from(strict, address));
  const { pool } = strict.service.kit.db;
  const known = async () => (await pool.query('select from payment_attempts where network = $1', [address])).rowCount;
  expect(await known()).toBe(1);
  await pool.query(`update payment_attempts set ended_at = ended_at - interval '25 hours' where status = 'authorized'`);
  strict.service.kit.wake('forget');
  while ((await known()) !== 0) await new Promise(setImmediate);
});
