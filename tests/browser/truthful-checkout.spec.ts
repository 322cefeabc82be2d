import type { Frame, Recorded } from './frames.ts';
import { payWith } from './steps.ts';
import { expect, test } from './test.ts';
import {
  atCheckout,
  expectTrueAfterTheCharge,
  expectTrueThroughout,
  isFrame,
  isPaying,
  LATENCIES_MS,
  ofOrder,
  since,
} from './truthful.ts';

for (const latency of LATENCIES_MS) {
  test(`no frame contradicts the truth where each request takes ${latency} ms`, async ({ open, market }) => {
    const { page, records } = await atCheckout(open, market, latency);
    await payWith(page, 'Visa');
    await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();

    const reserving = since(records, (record) => record.kind === 'press' && /^Reserve for/.test(record.text));
    for (const { path, buttons } of reserving.filter(isFrame)) {
      if (path.startsWith('/tickets/')) expect(buttons.filter(({ text }) => /^Reserve for/.test(text))).toEqual([]);
    }
    const before = ofOrder(records.slice(0, records.findIndex(isPaying)));
    for (const { clock } of before.filter(({ headline }) => headline === 'Checkout')) {
      expect(clock).toMatch(/^\d+:\d\d left to pay We’re holding your tickets\./);
    }
    expectTrueThroughout(records);
    expectTrueAfterTheCharge(records);
  });
}

test('the control: frames that contradict the truth are found', () => {
  const nothing = { clock: null, buttons: [], notices: [], held: null };
  const frame: Frame = { kind: 'frame', path: '/orders/1', headline: 'Checkout', ...nothing };
  const pay = (disabled: boolean): Frame => ({ ...frame, buttons: [{ text: 'Pay £17.50', disabled }] });
  const told = { ...frame, buttons: [{ text: 'Paid. Getting your tickets…', disabled: true }] };
  const complete = { ...frame, headline: 'You’re in!', buttons: [] };
  const press = { kind: 'press', text: 'Pay £17.50' } as const;
  const charged = { kind: 'answer', method: 'POST', path: '/api/payments', status: 201 } as const;
  const judge = (...records: Recorded[]) => {
    expectTrueThroughout(records);
    expectTrueAfterTheCharge(records);
  };
  judge(pay(false), press, pay(true), charged, told, complete);
  // As it was: the button is alive again after the charge, and the clock of the hold at its end.
  expect(() => judge(press, charged, pay(false), told, complete)).toThrow();
  expect(() => judge(press, charged, { ...told, clock: 'Time’s up' }, complete)).toThrow();
  expect(() => judge(press, charged, { ...told, clock: '14:58 left to pay' }, complete)).toThrow();
  expect(() => judge(press, pay(false), charged, told, complete)).toThrow();
  expect(() => judge(press, charged, told, { ...complete, held: '14:58' })).toThrow();
  expect(() => judge(press, charged, complete)).toThrow(); // and nothing said that it was paid
});
