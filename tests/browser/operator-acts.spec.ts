import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { pressOn, typeAndSend, typeInto } from './keyboard.ts';
import { enter, signIn } from './steps.ts';
import { expect, test } from './test.ts';

const OPERATOR = { email: 'operator@frontrow.test', password: 'front-row-demo' };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

const dialogOf = (page: Page) => page.getByRole('alertdialog');

/** Opens the dialog of a button, gives the reason there and confirms. */
async function actWith(page: Page, button: string, reason: string, confirm: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await dialogOf(page).getByLabel('Reason').fill(reason);
  await dialogOf(page).getByRole('button', { name: confirm }).click();
  await expect(dialogOf(page)).toBeHidden();
}

/** Waits for a mail to somebody in the mailbox of this machine, and opens it. */
async function openMail(page: Page, email: string, subject: string): Promise<void> {
  const link = page.getByRole('listitem').filter({ hasText: email }).getByRole('link', { name: subject });
  await expect(async () => {
    await page.goto('/mailbox');
    await expect(link).toBeVisible({ timeout: 500 });
  }).toPass();
  await link.click();
}

test('a takedown by keyboard, its notice, and how it is lifted', async ({ open, market, shot }) => {
  test.slow();
  const seller = await market.join('seller');
  const listing = await market.list(seller, { description: 'Pay at evil.example' });
  const visitor = await open('visitor');
  await visitor.goto(`/tickets/${listing.id}`);
  await expect(visitor.getByText('evil.example')).toBeVisible();

  const page = await open('operator');
  await signIn(page, OPERATOR);
  await page.goto('/operator/lookup');
  const field = page.getByLabel('Address, number or words');
  await typeAndSend(page, field, listing.title, page.getByRole('button', { name: 'Look it up' }));
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'lookup');
  await pressOn(page, page.getByRole('link', { name: listing.title }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(listing.title);

  await pressOn(page, page.getByRole('button', { name: 'Take off sale' }));
  const dialog = dialogOf(page);
  await expect(dialog.getByLabel('What it goes against')).toBeFocused();
  await page.keyboard.press('ArrowDown'); // the law
  await pressOn(page, dialog.getByRole('button', { name: 'Take it off sale' }));
  await expect(dialog.getByText('Reason is required')).toBeVisible();
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await shot(page, 'dialog');
  await page.setViewportSize(DESK);
  await page.keyboard.type('There is no such event at this hall');
  await pressOn(page, dialog.getByRole('button', { name: 'Take it off sale' }));
  await expect(dialog).toBeHidden();
  await expect(page.getByText('The decision rests on the law.')).toBeVisible();
  await expect(page.getByText('This is taking effect')).toBeHidden();
  await expectAccessible(page);
  await shot(page, 'taken');

  // The page that is open says so by itself; anew, nothing of what the seller wrote is on it.
  await expect(visitor.getByText('This event is not available at the moment.')).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole('status').filter({ hasText: 'Not available at the moment' })).toBeVisible();
  await expect(visitor.getByText('evil.example')).toBeHidden();
  await visitor.goto(`/?q=${encodeURIComponent(listing.title)}`);
  await expect(visitor.getByRole('link', { name: listing.title })).toBeHidden();

  const owner = await open('seller');
  await signIn(owner, seller);
  await owner.goto(`/sell/${listing.id}`);
  await expect(owner.getByText('Frontrow has taken this event off sale')).toBeVisible();
  await expect(owner.getByText('There is no such event at this hall')).toBeVisible();
  await expectAccessible(owner);
  await shot(owner, 'why');
  await openMail(owner, seller.email, 'Your event was taken off sale');
  const mail = owner.frameLocator('iframe');
  for (const words of ['There is no such event at this hall', 'rests on the law', 'A person made', OPERATOR.email])
    await expect(mail.getByText(words)).toBeVisible();

  await actWith(page, 'Put back on sale', 'The hall has confirmed it', 'Put it back');
  await expect(page.getByRole('button', { name: 'Take off sale' })).toBeVisible();
  await visitor.goto(`/tickets/${listing.id}`);
  await expect(visitor.getByText('evil.example')).toBeVisible();
  await openMail(owner, seller.email, 'Your event may be sold again');

  await page.goto('/operator/record');
  const acts = page.getByRole('listitem').filter({ has: page.locator(`a[href="/operator/listings/${listing.id}"]`) });
  await expect(acts.filter({ hasText: 'Event put back on sale' })).toContainText('confirmed');
  await expect(acts.filter({ hasText: 'Event taken off sale' })).toContainText('no such event');
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await shot(page, 'record');
});

test('a seller refunds out of turn, and the buyer reads why', async ({ open, market, shot }) => {
  test.slow();
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const startsAt = new Date(Date.now() + 5 * 3_600_000).toISOString();
  const listing = await market.list(seller, { startsAt, refundHours: 24 });
  const order = await market.reserve(buyer, listing.id, 2);
  await market.pay(buyer, order.id);
  await market.codeOf(buyer, order.id);

  const theirs = await open('buyer');
  await signIn(theirs, buyer);
  await theirs.goto(`/orders/${order.id}`);
  await expect(theirs.getByRole('img', { name: /^QR code of ticket/ }).first()).toBeVisible();

  const page = await open('seller');
  await signIn(page, seller);
  await page.setViewportSize(PHONE);
  await page.goto(`/sell/${listing.id}`);
  await shot(page, 'sales');
  await page.setViewportSize(DESK);
  await pressOn(page, page.getByRole('button', { name: 'Refund', exact: true }));
  await expectAccessible(page);
  await typeInto(page, dialogOf(page).getByLabel('Reason'), 'The hall is flooded');
  await pressOn(page, dialogOf(page).getByRole('button', { name: 'Refund the order' }));
  await expect(page.getByText('Refunded by you').first()).toBeVisible();

  await expect(theirs.getByRole('heading', { name: 'Refunded by the organiser' })).toBeVisible();
  await expect(theirs.getByText('The organiser refunded the order: The hall is flooded')).toBeVisible();
  await openMail(theirs, buyer.email, 'Your order was refunded');
  await expect(theirs.frameLocator('iframe').getByText(/The organiser has refunded this order.*€37\.00/)).toBeVisible();
});

test('an account is suspended and opened again', async ({ open, market, shot }) => {
  test.slow();
  const seller = await market.join('seller');
  const listing = await market.list(seller);
  const member = await open('member');
  await signIn(member, seller);

  const page = await open('operator');
  await signIn(page, OPERATOR);
  await page.goto(`/operator/lookup?q=${seller.email.toUpperCase()}`);
  await page.getByRole('link', { name: seller.email }).click();
  await expect(page.getByRole('link', { name: listing.title })).toBeVisible();
  await actWith(page, 'Suspend', 'Sells what there is not', 'Suspend it');
  await expect(page.getByText('Sells what there is not').first()).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'suspended');

  await expect(async () => {
    await member.goto('/account');
    await expect(member).toHaveURL(/\/signin/, { timeout: 500 });
  }).toPass();
  await enter(member, seller);
  await expect(member.getByText('This account is suspended. We wrote to you why')).toBeVisible();
  await expectAccessible(member);
  await member.goto(`/tickets/${listing.id}`);
  await expect(member.getByText('This event is not available at the moment.')).toBeVisible();
  await openMail(member, seller.email, 'Your account was suspended');

  await actWith(page, 'Open again', 'It was somebody else', 'Open it');
  await expect(page.getByRole('button', { name: 'Suspend', exact: true })).toBeVisible();
  await signIn(member, seller);
  await expect(async () => {
    await member.goto(`/tickets/${listing.id}`);
    await expect(member.getByText('20 left')).toBeVisible({ timeout: 500 });
  }).toPass();

  // The same in German, where the mail about it is sent again.
  await page.context().addCookies([{ name: 'lang', value: 'de', url: new URL('/', page.url()).href }]);
  await page.reload();
  const mail = page.getByRole('listitem').filter({ hasText: 'Entscheidung aufgehoben' });
  await mail.getByRole('button', { name: 'Noch einmal senden' }).click();
  await dialogOf(page).getByLabel('Grund').fill('Kam nicht an');
  await dialogOf(page).getByRole('button', { name: 'Senden' }).click();
  await expect(page.getByRole('link', { name: 'E-Mail noch einmal verschickt' })).toBeVisible();
  await expect(page.getByText('Kam nicht an')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await shot(page, 'konto');
});
