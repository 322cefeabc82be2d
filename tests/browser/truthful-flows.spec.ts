import { query } from '../system/support/databases.ts';
import { orderFault } from '../system/support/stripe.ts';
import { payWith } from './steps.ts';
import { expect, test } from './test.ts';
import {
  atCheckout,
  canPay,
  expectTrueAfterTheCharge,
  expectTrueThroughout,
  isAnswer,
  LATENCIES_MS,
  ofOrder,
  since,
} from './truthful.ts';

for (const latency of LATENCIES_MS) {
  test.describe(`each request takes ${latency} ms: no frame contradicts the truth`, () => {
    test('when a card is declined, and the next is good', async ({ open, market }) => {
      const { page, records, id } = await atCheckout(open, market, latency);
      await payWith(page, 'Insufficient funds');
      await expect(page.getByRole('alert').filter({ hasText: 'Your card has insufficient funds.' })).toBeFocused();
      const status = async () => (await (await page.request.get(`/api/orders/${id}`)).json()).status;
      await expect.poll(status).toBe('created'); // which the page is told of, too
      for (const frame of ofOrder(since(records, isAnswer(402))).filter(({ notices }) => notices.length > 0)) {
        expect(canPay(frame), JSON.stringify(frame)).toBe(true);
        expect(frame.clock).toMatch(/left to pay/);
        expect(frame.notices.join()).toContain('insufficient funds');
      }
      await payWith(page, 'Visa');
      await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
      expectTrueThroughout(records);
      expectTrueAfterTheCharge(records);
    });

    test('when the bank asks, and the buyer takes another card', async ({ open, market }) => {
      const { page, records } = await atCheckout(open, market, latency);
      await payWith(page, '3-D Secure');
      await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
      for (const frame of ofOrder(since(records, isAnswer(202))))
        expect(canPay(frame), JSON.stringify(frame)).toBe(false);
      await page.goBack();
      await expect(page.getByRole('link', { name: 'Continue to your bank' })).toBeVisible();
      await expect(page.getByRole('button', { name: /^Pay / })).toBeHidden();
      await page.getByRole('button', { name: 'Use another card' }).click();
      await expect(page.getByText('Pay with another card.')).toBeVisible();
      await payWith(page, 'Mastercard');
      await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible();
      expectTrueThroughout(records);
      expectTrueAfterTheCharge(records);
    });

    test('when the bank approves', async ({ open, market }) => {
      const { page, records } = await atCheckout(open, market, latency);
      await payWith(page, '3-D Secure');
      await page.getByRole('button', { name: 'Approve' }).click();
      await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
      expectTrueThroughout(records);
      for (const frame of ofOrder(since(records, isAnswer(202))))
        expect(canPay(frame), JSON.stringify(frame)).toBe(false);
    });

    test('when the hold runs out while a card that came in time is asked about', async ({ open, market }) => {
      const { page, records, id } = await atCheckout(open, market, latency);
      const match = { path: '/v1/payment_intents/*/confirm' };
      await orderFault(id, { kind: 'execute-then-delay', delayMs: 8_000, match });
      const soon = `clock_timestamp() + interval '12 seconds'`;
      await query('orders', `update orders set hold_until = ${soon}, expires_at = ${soon} where id = $1`, [id]);
      await query('payments', `update orders set expires_at = ${soon} where id = $1`, [id]);
      await page.reload();
      await expect(page.getByTestId('countdown')).toHaveText(/^0:\d\d$/);
      await expect(page.getByRole('button', { name: /^Visa ••••/ })).toBeVisible();
      await payWith(page, 'Visa');
      await expect(page.getByRole('img', { name: /^QR code of ticket/ })).toBeVisible({ timeout: 60_000 });
      expectTrueThroughout(records);
      expectTrueAfterTheCharge(records);
    });
  });
}
