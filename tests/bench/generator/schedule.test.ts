import { expect, test } from '@jest/globals';
import { openSchedule, sendOpenly } from './schedule.js';

/** A clock that stands still but while somebody waits for it. */
function fakeClock() {
  let now = 0;
  const alarms: { at: number; ring: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((ring) => void alarms.push({ at: now + ms, ring }));
  /** Lets the time go on, from one alarm to the next, until `over` is. */
  async function run<T>(over: Promise<T>): Promise<T> {
    let isOver = false;
    const end = over.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await new Promise(setImmediate);
      alarms.sort((a, b) => a.at - b.at);
      const next = alarms.shift();
      if (!next) continue;
      now = Math.max(now, next.at);
      next.ring();
    }
    return end;
  }
  return { now: () => now, wait, run };
}

/** Sends so many a second for a second, each of which takes `takes` ms of the server; how long each took, by its number. */
async function sendTo(takes: (n: number) => number, { rate, lanes }: { rate: number; lanes: number }) {
  const clock = fakeClock();
  const took: number[] = [];
  const sentAt: number[] = [];
  const send = (_lane: number, n: number) => {
    sentAt[n] = clock.now();
    return clock.wait(takes(n));
  };
  const schedule = openSchedule(rate, 1_000);
  const latency = (n: number, ms: number) => {
    took[n] = ms;
  };
  await clock.run(sendOpenly({ schedule, lanes, send, latency, clock }));
  return { took, sentAt };
}

test('requests are due at an even pace from the start', () => {
  const { count, dueAt, dueBy } = openSchedule(200, 1_000);
  expect(count).toBe(200);
  expect([dueAt(0), dueAt(1), dueAt(199)]).toEqual([0, 5, 995]);
  expect([-1, 0, 4.9, 5, 994, 995, 60_000].map(dueBy)).toEqual([0, 1, 1, 2, 199, 200, 200]);
});

test('a rate that does not divide a second loses no request', () => {
  const { count, dueAt, dueBy } = openSchedule(7, 3_000);
  expect(count).toBe(21);
  for (let n = 0; n < count; n++) expect(dueBy(dueAt(n))).toBe(n + 1);
});

test('while there are lanes, each is sent when it is due, whatever has become of those before', async () => {
  const { took, sentAt } = await sendTo(() => 400, { rate: 10, lanes: 10 });
  expect(sentAt).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  expect(took).toEqual(Array(10).fill(400));
});

test('a stall counts for all that were due meanwhile, not for the one that met it', async () => {
  // One lane, and a server that takes 10 ms but for the first, which it lets wait for half a second.
  const { took, sentAt } = await sendTo((n) => (n === 0 ? 500 : 10), { rate: 10, lanes: 1 });
  expect(sentAt.slice(0, 6)).toEqual([0, 500, 510, 520, 530, 540]);
  expect(took.slice(0, 6)).toEqual([500, 410, 320, 230, 140, 50]);
  expect(took.at(-1)).toBe(10);
});
