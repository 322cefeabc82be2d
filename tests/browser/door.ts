import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Market, Person } from './market.ts';
import { signIn } from './steps.ts';
import { expect } from './test.ts';

/** A browser that may lose its connection, so that it is not watched for requests that fail. */
export async function openOf(browser: Browser, options: BrowserContextOptions, person: Person): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

/** A buyer's order that is paid for, with the codes of its admissions. */
export async function bought(market: Market, buyer: Person, ticketId: string, quantity: number): Promise<string[]> {
  const order = await market.reserve(buyer, ticketId, quantity);
  await market.pay(buyer, order.id);
  let codes: string[] = [];
  await expect
    .poll(async () => {
      const answer = await buyer.request.get(`/api/tickets/admissions?orderId=${order.id}`);
      codes = (await answer.json()).map(({ code }: { code: string }) => code);
      return codes.length;
    })
    .toBe(quantity);
  return codes;
}

/** The door page, as whoever stands at the door uses it. */
export function atTheDoor(page: Page) {
  const code = page.getByLabel(/^(Or enter the code|Oder den Code eingeben)$/);
  const verdict = page.getByRole('main').getByRole('alert').first();
  return {
    code,
    verdict,
    connection: page.getByTestId('connection'),
    admitted: page.getByTestId('admitted'),
    async scan(text: string, outcome: 'admitted' | 'again' | 'early' | 'used' | 'refused' | 'unknown') {
      // As a hand scanner does.
      await code.fill(text);
      await code.press('Enter');
      await expect(verdict).toHaveAttribute('data-outcome', outcome);
    },
  };
}
