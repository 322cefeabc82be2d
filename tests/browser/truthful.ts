import type { Page } from '@playwright/test';
import { type Frame, type Recorded, recordFrames } from './frames.ts';
import type { Market } from './market.ts';
import { reserve, signIn } from './steps.ts';
import { expect } from './test.ts';

/** Every request takes so long to begin with, as on a phone far from everything. */
export const LATENCIES_MS = [400, 800];

/** A buyer at the checkout, on a slow line, and what each frame has shown since. */
export async function atCheckout(open: (who: string) => Promise<Page>, market: Market, latency: number) {
  const listing = await market.list(await market.join('seller'));
  const page = await open('buyer');
  await signIn(page, await market.join('buyer'));
  const records = await recordFrames(page);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const unlimited = { offline: false, downloadThroughput: -1, uploadThroughput: -1 };
  await line.send('Network.emulateNetworkConditions', { ...unlimited, latency });
  await reserve(page, listing.id);
  await expect(page.getByRole('button', { name: /^Visa ••••/ })).toBeVisible();
  return { page, records, id: new URL(page.url()).pathname.split('/').at(-1)! };
}

export const isFrame = (record: Recorded): record is Frame => record.kind === 'frame';
/** The frames of the order's page. */
export const ofOrder = (records: Recorded[]): Frame[] =>
  records.filter(isFrame).filter(({ path }) => path.startsWith('/orders/'));
const saysPay = ({ text }: { text: string }) => /^Pay\b/.test(text);
export const canPay = ({ buttons }: Frame): boolean => buttons.some((button) => saysPay(button) && !button.disabled);

/** What came from the first record on that is so. */
export function since(records: Recorded[], is: (record: Recorded) => boolean): Recorded[] {
  const index = records.findIndex(is);
  expect(index, 'it happened').toBeGreaterThanOrEqual(0);
  return records.slice(index);
}

export const isPaying = (record: Recorded): boolean => record.kind === 'press' && saysPay(record);
const isAnswered = (record: Recorded) =>
  record.kind === 'answer' && record.path === '/api/payments' && record.method === 'POST';
export const isAnswer = (status: number) => (record: Recorded) =>
  isAnswered(record) && record.kind === 'answer' && record.status === status;

/** Once the card is good nothing may be pressed that pays, and no deadline is shown any more. */
export function expectTrueAfterTheCharge(records: Recorded[]): void {
  const after = ofOrder(since(records, isAnswer(201)));
  for (const frame of after) {
    expect(canPay(frame), JSON.stringify(frame)).toBe(false);
    expect(frame.clock, JSON.stringify(frame)).toBeNull();
    expect(frame.held, JSON.stringify(frame)).toBeNull();
  }
  expect(after.at(-1)!.headline).toBe('You’re in!');
  // The stream may have told it before the answer came.
  const words = ofOrder(since(records, isPaying)).flatMap(({ buttons }) => buttons.map(({ text }) => text));
  expect(words.filter((text) => /^Card accepted|^Paid/.test(text))).not.toEqual([]);
}

/** Time is never up for who is paying in time, and nobody can pay while a card is on its way. */
export function expectTrueThroughout(records: Recorded[]): void {
  for (const frame of ofOrder(records)) {
    expect(JSON.stringify(frame)).not.toContain('Time’s up');
    if (frame.headline === 'You’re in!') expect(frame.clock).toBeNull();
  }
  let underWay = false;
  for (const record of records) {
    if (isPaying(record)) underWay = true;
    if (isAnswered(record)) underWay = false;
    if (underWay && isFrame(record)) expect(canPay(record), JSON.stringify(record)).toBe(false);
  }
}
