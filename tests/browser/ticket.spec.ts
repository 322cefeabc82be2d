import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { atTheDoor, bought, openOf } from './door.ts';
import { unique } from './market.ts';
import { payWith, readQr, reserve } from './steps.ts';
import { expect, test } from './test.ts';

const NUMBER = /^FR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
const SHORT_CODE = /^[2-9A-HJKMNPQRTV-Z]{4}-[2-9A-HJKMNPQRTV-Z]{4}$/;

const FOLDER = join(import.meta.dirname, '../../artefacts/browser/tickets');

/** Tickets as they are on a page, and what each of them says. */
const ticketsOn = (page: Page) => page.locator('[data-ticket]');
const shortCodeOf = (ticket: Locator) => ticket.getByTestId('short-code').textContent();
const qrOf = (ticket: Locator) => ticket.getByRole('img', { name: /^QR code of ticket/ });

/** A picture of a ticket on what it is printed on, without the rest of the site. */
async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

test('a ticket is the same on the order, in My tickets, offline, in print and in the mail, and opens the door', async ({
  browser,
  contextOptions,
  market,
}, info) => {
  test.slow();
  const title = unique('Moonlight Sonata');
  const [seller, buyer] = [await market.join('seller'), await market.join('buyer')];
  const listing = await market.list(seller, {
    title,
    venue: 'Harbour Stage',
    city: 'Lisbon',
    timeZone: 'Europe/Lisbon',
    startsAt: '2031-12-03T20:00:00Z',
    doorsAt: '2031-12-03T19:00:00Z',
    checkInAt: new Date().toISOString(),
  });
  // Not watched for requests that fail: it loses its connection on purpose.
  const page = await openOf(browser, contextOptions, buyer);
  const holder = 'Zoë \u202eretümolB';
  expect((await buyer.request.put('/api/users/name', { data: { name: holder } })).status()).toBe(200);
  const shape = info.project.name;

  await reserve(page, listing.id);
  await payWith(page, 'Visa');
  const ticket = ticketsOn(page).first();
  await expect(ticket).toContainText(title);
  await expect(ticket).toContainText('Harbour Stage, Lisbon');
  await expect(ticket).toContainText('Wed 3 Dec 2031, 8 pm');
  await expect(ticket).toContainText('Doors 7 pm');
  await expect(ticket).toContainText('1 of 1');
  await expect(
    ticket.getByRole('term').filter({ hasText: 'Holder' }).locator('xpath=..').getByRole('definition'),
  ).toHaveText(holder);
  const number = (await ticket.getByRole('link').textContent())!;
  expect(number).toMatch(NUMBER);
  const shortCode = (await shortCodeOf(ticket))!;
  expect(shortCode).toMatch(SHORT_CODE);
  const code = await readQr(qrOf(ticket));
  expect(code).toMatch(/^\d+$/);
  await expect(page.getByText(`Order ${number}`)).toBeVisible();
  await expect(page.getByText('This page is kept on this device')).toBeVisible();
  await expectAccessible(page);
  await picture(page, `${shape}-order`);

  await test.step('what happened is folded away, and confetti fell once', async () => {
    const history = page.getByText('Paid: the tickets are yours');
    await expect(history).toBeHidden();
    await page.getByText('Order history').click();
    await expect(history).toBeVisible();
    await expect(page.getByTestId('confetti')).toBeAttached();
    await page.reload();
    await expect(ticket).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect(page.getByTestId('confetti')).toHaveCount(0);
  });

  await test.step('My tickets opens without a connection, though it was never opened', async () => {
    await page.context().setOffline(true);
    await page.goto('/my-tickets');
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    expect(await shortCodeOf(ticket)).toBe(shortCode);
    expect(await readQr(qrOf(ticket))).toBe(code);
    await expect(ticket.locator('svg').first()).toBeVisible(); // the poster that was drawn for it
    await picture(page, `${shape}-my-tickets-offline`);
  });

  await test.step('any other page without a connection shows what is kept', async () => {
    await page.goto('/sell');
    await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
    expect(await shortCodeOf(ticket)).toBe(shortCode);
    expect(await readQr(qrOf(ticket))).toBe(code);
    const pages = page.getByRole('region', { name: 'Pages that open' });
    await expect(pages.getByRole('link')).toHaveCount(2);
    await expectAccessible(page);
    await picture(page, `${shape}-offline`);
    await pages.getByRole('link', { name: number }).click();
    await expect(page.getByRole('heading', { name: 'You’re in!' })).toBeVisible();
    await page.context().setOffline(false);
  });

  await test.step('the mail has its picture, which the door takes, its code and a calendar file', async () => {
    let id = '';
    await expect(async () => {
      const mails = await (await page.request.get(`/api/notifications/mailbox?to=${buyer.email}`)).json();
      id = mails.find(({ subject }: { subject: string }) => subject === 'Your tickets').id;
    }).toPass();
    await page.goto(`/mailbox/${id}`);
    const mail = page.frameLocator('iframe');
    await expect(page.locator('pre')).toContainText(`Ticket 1 of 1 · Order ${number}: ${shortCode}`);
    await expect(page.getByRole('link', { name: 'event.ics' })).toBeVisible();
    await expect(mail.getByText(/^Holder: /)).toContainText(holder);
    const qr = mail.getByRole('img', { name: 'QR code: Ticket 1 of 1' });
    await qr.scrollIntoViewIfNeeded();
    expect(await readQr(qr)).toBe(code);
    await picture(page, `${shape}-mail`);
  });

  await test.step('the door takes the code that was typed, tells a slip of the fingers, and lets in once', async () => {
    const entrance = await openOf(browser, contextOptions, seller);
    await entrance.goto(`/sell/${listing.id}/check-in`);
    const { scan, verdict } = atTheDoor(entrance);
    const slip = (shortCode.startsWith('A') ? 'B' : 'A') + shortCode.slice(1);
    await scan(slip, 'refused');
    await expect(verdict).toContainText('a sign too few, too many or mistyped');
    await scan('2222-2222', 'refused');
    await expect(verdict).toContainText('No ticket of this event has this code');
    await scan(` ${shortCode.toLowerCase().replace('-', ' ')}`, 'admitted');
    await expect(verdict).toContainText(holder);
    await scan(code, 'used');
    await entrance.context().close();
  });
  await page.context().close();
});

test('in print each order has a page, and what was chosen is printed alone', async ({
  browser,
  contextOptions,
  market,
}, info) => {
  const [seller, buyer] = [await market.join('seller'), await market.join('buyer')];
  const listing = await market.list(seller, { title: unique('Paper Lanterns'), startsAt: '2031-05-03T19:30:00Z' });
  await bought(market, buyer, listing.id, 2);
  await bought(market, buyer, listing.id, 1);
  const page = await openOf(browser, contextOptions, buyer);
  await page.addInitScript(() => {
    // A dialog that nobody could close: what it would print is looked at instead.
    window.print = () => {};
  });
  await page.goto('/my-tickets');
  await expect(ticketsOn(page)).toHaveCount(3);
  const numbers = await page.locator('.ticket dd a').allTextContents();
  expect(new Set(numbers).size).toBe(2);
  await picture(page, `${info.project.name}-my-tickets`);

  await page.emulateMedia({ media: 'print' });
  const printed = ticketsOn(page).filter({ visible: true });
  await expect(printed).toHaveCount(3);
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  const pages = async () => (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  expect(await pages()).toBe(2);
  if (process.env.PICTURES) {
    await page.setViewportSize({ width: 720, height: 1018 });
    await page.screenshot({ path: join(FOLDER, `${info.project.name}-print.png`), fullPage: true });
  }

  const choose = async (press: () => Promise<void>) => {
    await page.emulateMedia({ media: 'screen' });
    await press();
    await page.emulateMedia({ media: 'print' });
  };
  const afterwards = () => page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await choose(() => page.getByRole('button', { name: 'Print this ticket' }).nth(1).click());
  await expect(printed).toHaveCount(1);
  expect(await pages()).toBe(1);
  await afterwards();
  await expect(printed).toHaveCount(3);
  await choose(() => page.getByRole('button', { name: 'Print all tickets of this order' }).click());
  await expect(printed).toHaveCount(2);
  await afterwards();

  // What is no longer good is not on paper.
  await buyer.request.delete(
    `/api/orders/${(await page.locator('.ticket dd a').first().getAttribute('href'))!.slice(8)}`,
  );
  await expect(async () => {
    await page.reload();
    await expect(printed).toHaveCount(3 - (await page.locator('[data-ticket="revoked"]').count()), { timeout: 1_000 });
    await expect(page.locator('[data-ticket="revoked"]')).not.toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  await page.context().close();
});

test('a code is typed at a door without a connection, too', async ({ browser, contextOptions, market }) => {
  const [seller, buyer] = [await market.join('seller'), await market.join('buyer')];
  const listing = await market.list(seller);
  const shortCodes = async (orderId: string): Promise<string[]> => {
    const answer = await buyer.request.get(`/api/tickets/admissions?orderId=${orderId}`);
    return (await answer.json()).map(({ shortCode }: { shortCode: string }) => shortCode);
  };
  const buy = async (quantity: number) => {
    const order = await market.reserve(buyer, listing.id, quantity);
    await market.pay(buyer, order.id);
    const code = await market.codeOf(buyer, order.id);
    return { code, shortCodes: await shortCodes(order.id) };
  };
  const guests = await buy(2);
  const [first, second] = guests.shortCodes as [string, string];
  const page = await openOf(browser, contextOptions, seller);
  const door = atTheDoor(page);
  await page.goto(`/sell/${listing.id}/check-in`);
  await page.getByRole('button', { name: 'Take the guest list' }).click();
  await expect(page.getByText(/^This device has the guest list, as it was at/)).toBeVisible();
  const late = await buy(1);
  await expect(page.getByText('This page is kept on this device')).toBeVisible();

  await page.context().setOffline(true);
  await expect(door.connection).toContainText('This device lets people in by its own guest list.');
  await door.scan(first, 'admitted');
  await expect(door.verdict).toContainText('of 2');
  await door.scan(first, 'used');
  await door.scan(second.slice(0, -1), 'refused');
  await expect(door.verdict).toContainText('a sign too few, too many or mistyped');
  await door.scan(late.shortCodes[0]!, 'refused');
  await expect(door.verdict).toContainText('No ticket on this device’s list has this code');
  await door.scan(late.code, 'admitted');
  await page.reload();
  await door.scan(first, 'used');

  await page.context().setOffline(false);
  await expect(door.connection).toContainText('Connected.');
  await expect(door.connection).not.toContainText('to be sent');
  await expect(page.locator('[data-conflict]')).toHaveCount(0);
  await door.scan(first, 'used');
  await door.scan(late.shortCodes[0]!, 'used');
  await door.scan(second, 'admitted');
  await expect(door.admitted).toHaveText('3 of 3');
  await page.context().close();
});

test('a title that turns the direction of writing turns nothing beside it', async ({ open, market }) => {
  const title = `ערב ${unique('Sonata')}\u202e`;
  const listing = await market.list(await market.join('seller'), { title });
  const page = await open('visitor');
  await page.goto(`/tickets/${listing.id}`);
  await expect(page).toHaveTitle(`\u2068${title}\u2069 · Frontrow`);
  for (const name of ['og:title', 'twitter:title']) {
    const meta = page.locator(`meta[property="${name}"], meta[name="${name}"]`);
    await expect(meta).toHaveAttribute('content', `\u2068${title}\u2069`);
  }
  await expect(page.getByRole('heading', { level: 1 }).locator('bdi')).toHaveText(title);
});
