import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { atTheDoor, bought, openOf } from './door.ts';
import { pressOn, tabTo, typeInto, typeTime } from './keyboard.ts';
import { unique } from './market.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

const fromNow = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** Shows the pages of this browser in German from now on; dates stay as its owner writes them. */
async function inGerman(page: Page): Promise<void> {
  await page.context().addCookies([{ name: 'lang', value: 'de', url: new URL('/', page.url()).href }]);
}

const onAPhone = (page: Page) => page.setViewportSize({ width: 390, height: 844 });

test('a seller tells all times of an event by keyboard, and hears at once what is wrong with them', async ({
  open,
  market,
  shot,
}) => {
  const page = await open('seller');
  await signIn(page, await market.join('seller'));
  await page.goto('/sell/new');
  await onAPhone(page);
  const title = unique('Long Evening');
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const [price, start, end, doors] = [field('Price'), field('Start'), field('End'), field('Doors')];
  const [salesEnd, counts, reentry] = [
    field('Sales end'),
    field('Scans count from'),
    field('People may leave and come in again'),
  ];
  const [fold, sell] = [page.getByText('More about times'), page.getByRole('button', { name: 'Put on sale' })];
  await typeInto(page, field('Title'), title);
  await typeTime(page, start, '06062031', '0800PM');
  await typeTime(page, end, '06062031', '0700PM');
  await typeTime(page, doors, '06062031', '0900PM');
  await pressOn(page, fold);
  await typeTime(page, salesEnd, '07072031', '0100AM');
  await typeTime(page, counts, '06062031'); // half of it
  await tabTo(page, fold, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(salesEnd).toBeHidden();
  await pressOn(page, sell);

  await expect(price).toBeFocused();
  await expect(price).toBeInViewport();
  await expect(page.getByText(/^Price must be/)).toBeInViewport();
  await expect(page.getByText('End must be after the start')).toBeVisible();
  await expect(page.getByText('Doors must not be after the start')).toBeVisible();
  await expect(page.getByText('Sales end must not be after the end of the event')).toBeVisible();
  await expect(page.getByText('Scans count from must be a date and a time')).toBeVisible(); // out of the fold, as that before
  await expectAccessible(page);
  await shot(page, 'all-wrong');

  await page.keyboard.type('15');
  await typeTime(page, end, '06062031', '1100PM');
  await expect(page.getByText('End must be after the start')).toBeHidden(); // as it is typed
  await typeTime(page, doors, '06062031', '0700PM');
  await pressOn(page, sell);
  await expect(salesEnd).toBeFocused();
  await expect(salesEnd).toBeInViewport();
  await salesEnd.fill('2031-06-06T22:00');
  await counts.fill('');
  await tabTo(page, reentry);
  await page.keyboard.press('Space');
  await pressOn(page, sell);
  await expect(page).toHaveURL(/\/tickets\//);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();

  const path = new URL(page.url()).pathname;
  const listing = await (await page.request.get(`/api${path}`)).json();
  expect(listing).toMatchObject({
    startsAt: '2031-06-06T18:00:00.000Z',
    endsAt: '2031-06-06T21:00:00.000Z',
    doorsAt: '2031-06-06T17:00:00.000Z',
    salesEndAt: '2031-06-06T20:00:00.000Z',
    checkInAt: null,
    reentry: true,
  });
  await page.goto(`/sell/${listing.id}/edit`);
  await expect(salesEnd).toHaveValue('2031-06-06T22:00'); // unfolded, since it is set
  await expect(reentry).toBeChecked();

  const visitor = await open('visitor');
  await onAPhone(visitor);
  await visitor.goto(path);
  await expect(visitor.getByText('Friday 6 June 2031, 8–11 pm')).toBeVisible();
  await expect(visitor.getByText('Doors 7 pm')).toBeVisible();
  await expect(visitor.getByText('Refundable until Thu 5 Jun 2031, 8 pm, if no ticket was used.')).toBeVisible();
  const [json] = await visitor.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(json ?? '')).toMatchObject({
    endDate: '2031-06-06T23:00:00+02:00',
    doorTime: '2031-06-06T19:00:00+02:00',
    offers: { availability: 'https://schema.org/InStock', validThrough: '2031-06-06T22:00:00+02:00' },
  });
  const calendar = await (await visitor.request.get(`${path}/calendar.ics`)).text();
  expect(calendar).toContain('DTEND:20310606T210000Z');
  expect(calendar.replaceAll('\r\n ', '')).toContain('Doors open 7\u00a0pm');
  await expectAccessible(visitor);
  await shot(visitor, 'hours');
  await inGerman(visitor);
  await visitor.reload();
  await expect(visitor.getByText('Freitag, 6. Juni 2031, 20–23 Uhr')).toBeVisible();
  await expect(visitor.getByText('Einlass 19 Uhr')).toBeVisible();
  await expect(visitor.getByText(/^Erstattung bis Do\., 5\. Juni 2031, 20\sUhr, wenn kein Ticket/)).toBeVisible();
});

test('an event is on, and over, on the pages that are open', async ({ open, market, shot }) => {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const [page, visitor, sellers] = await Promise.all([open('buyer'), open('visitor'), open('seller')]);
  await signIn(page, buyer);
  await signIn(sellers, seller);
  await visitor.goto('/robots.txt');
  await inGerman(visitor);
  const listing = await market.list(seller, { startsAt: fromNow(-3600), endsAt: fromNow(45) });
  await market.pay(buyer, (await market.reserve(buyer, listing.id)).id);
  await Promise.all([
    page.goto(`/tickets/${listing.id}`),
    visitor.goto(`/?q=${encodeURIComponent(listing.title)}`),
    sellers.goto(`/sell/${listing.id}`),
  ]);
  const reserve = page.getByRole('button', { name: /^Reserve for/ });
  await expect(reserve).toBeVisible();
  await expect(page.getByText('On now')).toBeVisible();
  await expect(page.getByText(/\d(\s[ap]m)? ?– ?\d{1,2}(:\d\d)?\s[ap]m UTC$/)).toBeVisible();
  await expect(page.getByText('No refunds for this event.')).toBeVisible();
  await expect(visitor.getByRole('article').getByText('Läuft gerade')).toBeVisible();
  await expect(sellers.getByRole('heading', { name: 'Sales are open' })).toBeVisible();
  for (const each of [page, visitor, sellers]) {
    await each.evaluate(() => Object.assign(window, { sameDocument: true }));
  }

  await expect(page.getByText('This event has taken place.')).toBeVisible({ timeout: 60_000 });
  await expect(reserve).toBeHidden();
  await expect(page.getByText('No refunds for this event.')).toBeHidden();
  await expect(visitor.getByRole('article').getByText('Vorbei')).toBeVisible();
  await expect(visitor.getByText('Läuft gerade')).toBeHidden();
  await expect(sellers.getByRole('heading', { name: 'This event has taken place' })).toBeVisible();
  await expect(sellers.getByRole('button', { name: 'Pause sales' })).toBeHidden();
  for (const each of [page, visitor, sellers]) {
    expect(await each.evaluate(() => 'sameDocument' in window)).toBe(true); // without loading the page again
  }
  await expectAccessible(page);
  await shot(page, 'over');

  const late = await buyer.request.post('/api/orders', { data: { ticketId: listing.id } });
  expect(late.status()).toBe(409);
  expect(await late.json()).toMatchObject({ errors: [{ code: 'event_over' }] });
  await page.reload();
  await expect(page.getByText('This event has taken place.')).toBeVisible();
  const [json] = await page.locator('script[type="application/ld+json"]').allTextContents();
  expect(JSON.parse(json ?? '').offers.availability).toBe('https://schema.org/Discontinued');
  // Whoever bought it finds it among their orders, which say so; by the same clock in both languages.
  await page.goto('/orders');
  await expect(page.getByRole('article').filter({ hasText: listing.title }).getByText('Over')).toBeVisible();
  await shot(page, 'orders');
  await visitor.reload();
  await expect(visitor.getByRole('article')).toHaveCount(0);
  await visitor.goto(`/tickets/${listing.id}`);
  await expect(visitor.getByText('Diese Veranstaltung hat stattgefunden.')).toBeVisible();
});

test('what is sold out can be moved, and buyers read what was changed', async ({ open, market, shot }) => {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const at = { startsAt: '2031-06-12T18:00:00Z', timeZone: 'Europe/Berlin', venue: 'Old Hall', city: 'Berlin' };
  const listing = await market.list(seller, { ...at, quantity: 1 });
  const page = await open('seller');
  await signIn(page, seller);
  await onAPhone(page);
  await page.goto(`/sell/${listing.id}/edit`);
  const [title, price, venue] = ['Title', 'Price', 'Venue'].map((name) => page.getByLabel(name, { exact: true }));
  const save = page.getByRole('button', { name: 'Save changes' });
  await expect(title!).toBeEditable();

  // It is taken while the form is open: what then is refused belongs to no field, and is seen all the same.
  const order = await market.reserve(buyer, listing.id);
  const left = async () => (await (await seller.request.get(`/api/tickets/${listing.id}`)).json()).available;
  await expect.poll(left).toBe(0);
  await title!.fill(unique('Another Evening'));
  await save.click();
  const refusal = page.getByRole('main').getByRole('alert').first();
  await expect(refusal).toContainText('so its title and price stay as they are');
  await expect(refusal).toBeFocused();
  await expect(refusal).toBeInViewport();
  await expectAccessible(page);

  const checkout = await open('buyer');
  await signIn(checkout, buyer);
  await checkout.goto(`/orders/${order.id}`);
  await expect(checkout.getByText('Refundable until Wed 11 Jun 2031, 8 pm, if no ticket was used.')).toBeVisible();

  await page.reload();
  await expect(
    page.getByText('This ticket is reserved or sold, so its title and price stay as they are.'),
  ).toBeVisible();
  await expect(title!).not.toBeEditable();
  await expect(price!).not.toBeEditable();
  await shot(page, 'taken');
  await venue!.fill('New Hall');
  await page.getByLabel('Start', { exact: true }).fill('2031-06-13T20:30');
  await save.click();
  await expect(page.getByText('Saved.')).toBeVisible();

  // Whoever ordered before has until the new start now.
  await expect(async () => {
    await checkout.reload();
    const until = checkout.getByText('Refundable until Fri 13 Jun 2031, 8:30 pm, if no ticket was used.');
    await expect(until).toBeVisible({ timeout: 1000 });
  }).toPass();

  const visitor = await open('visitor');
  // Of a listing that was changed before anybody had a ticket there is nothing to tell.
  const other = await market.list(seller, at);
  const changed = await seller.request.put(`/api/tickets/${other.id}`, { data: { venue: 'New Hall' } });
  expect((await changed.json()).version).toBe(2);
  await visitor.goto(`/tickets/${other.id}`);
  await expect(visitor.getByText('New Hall').first()).toBeVisible();
  await expect(visitor.getByText('Changes since tickets were sold')).toHaveCount(0);
  const asked: string[] = [];
  visitor.on('request', (request) => {
    if (request.url().endsWith('/edits')) asked.push(request.url());
  });
  await onAPhone(visitor);
  await visitor.goto(`/tickets/${listing.id}`);
  await expect(visitor.getByText('Sold out')).toBeVisible();
  expect(asked).toEqual([]);
  await pressOn(visitor, visitor.getByText('Changes since tickets were sold'));
  const change = (name: string) =>
    visitor.getByRole('term').filter({ hasText: name }).locator('xpath=..').getByRole('definition');
  await expect(change('Venue')).toHaveText(['BeforeOld Hall', 'NowNew Hall']);
  await expect(change('Start')).toHaveText(['BeforeThursday 12 June 2031, 8 pm', 'NowFriday 13 June 2031, 8:30 pm']);
  expect(asked).toHaveLength(1);
  await expectAccessible(visitor);
  await shot(visitor, 'edits');
  await inGerman(visitor);
  await visitor.reload();
  await visitor.getByText('Änderungen seit dem ersten Verkauf').click();
  await expect(change('Veranstaltungsort')).toHaveText(['BisherOld Hall', 'JetztNew Hall']);
});

test('scans are early, count, are undone with a reason and count again, by keyboard', async ({
  open,
  market,
  shot,
}) => {
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const listing = await market.list(seller, { startsAt: '2031-06-12T18:00:00Z', timeZone: 'Europe/Berlin' });
  const [code] = (await bought(market, buyer, listing.id, 2)) as [string, string];
  const page = await open('seller');
  await signIn(page, seller);
  await onAPhone(page);
  await page.goto(`/sell/${listing.id}/check-in`);
  const door = atTheDoor(page);
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(page.getByText(/^Scans count from Thu 12 Jun 2031, 2\spm\. Until then/)).toBeVisible();
  await door.scan(code, 'early');
  await expect(door.verdict).toContainText('Good, but scans count from Thu 12 Jun 2031, 2 pm');
  await expect(door.admitted).toHaveText('0 of 2');
  await expect(undo).toBeDisabled();
  await expectAccessible(page);
  await shot(page, 'early');

  const change = async (data: Record<string, unknown>) =>
    expect((await seller.request.put(`/api/tickets/${listing.id}`, { data })).status()).toBe(200);
  await change({ checkInAt: fromNow(-60) });
  await door.scan(code, 'admitted');
  await expect(door.admitted).toHaveText('1 of 2');

  // The wrong one: it is only a test.
  await tabTo(page, undo, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Undo this scan?' });
  await expect(dialog.getByRole('radio', { name: 'Wrong ticket' })).toBeChecked();
  await expectAccessible(page);
  await shot(page, 'undo');
  await page.keyboard.press('Escape');
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('radio', { name: 'Wrong ticket' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: 'It was a test' })).toBeChecked();
  await pressOn(page, dialog.getByRole('button', { name: 'Undo the scan' }));
  await expect(door.verdict).toHaveAttribute('data-outcome', 'undone');
  await expect(door.verdict).toContainText('Ticket 1 of 2 can be used again');
  await expect(door.code).toBeFocused(); // ready for the next one
  await expect(door.admitted).toHaveText('0 of 2');
  await shot(page, 'undone');

  // Used by another scan, which is taken back from the one that was refused.
  await door.scan(code, 'admitted');
  await door.scan(code, 'used');
  await tabTo(page, undo, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await dialog.getByRole('radio', { name: 'Another reason' }).press('Space');
  await pressOn(page, dialog.getByRole('button', { name: 'Undo the scan' }));
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await tabTo(page, dialog.getByLabel('The reason in your words'), 'Shift+Tab');
  await page.keyboard.type('Came back for the coat');
  await pressOn(page, dialog.getByRole('button', { name: 'Undo the scan' }));
  await expect(door.verdict).toHaveAttribute('data-outcome', 'undone');
  await door.scan(code, 'admitted');

  await change({ reentry: true });
  await door.scan(code, 'again');
  await expect(door.verdict).toContainText('Welcome back');
  await expect(door.admitted).toHaveText('1 of 2');
  // Who came back was let in by a scan before, which can be undone from here.
  await tabTo(page, undo, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await pressOn(page, dialog.getByRole('button', { name: 'Undo the scan' }));
  await expect(door.verdict).toHaveAttribute('data-outcome', 'undone');
  await expect(door.admitted).toHaveText('0 of 2');
  await door.scan(code, 'admitted');
  await change({ checkInAt: null });
  await inGerman(page);
  await page.reload();
  await door.scan(code, 'again');
  await expect(door.verdict).toContainText('Willkommen zurück');

  const orders = await (await buyer.request.get('/api/orders')).json();
  const buyers = await open('buyer');
  await signIn(buyers, buyer);
  await buyers.goto(`/orders/${orders[0].id}`);
  await expect(buyers.getByText('A scan at the door was undone: the ticket can be used again')).toHaveCount(3);
});

test('a device without a connection goes by the times of its list', async ({ browser, contextOptions, market }) => {
  test.slow();
  const [seller, buyer] = await Promise.all([market.join('seller'), market.join('buyer')]);
  const listing = await market.list(seller, { startsAt: '2031-06-12T18:00:00Z', reentry: true });
  const [first, second] = (await bought(market, buyer, listing.id, 2)) as [string, string];
  const page = await openOf(browser, contextOptions, seller);
  const door = atTheDoor(page);
  await page.goto(`/sell/${listing.id}/check-in`);
  const listHere = page.getByText(/^This device has the guest list, as it was at/);
  await page.getByRole('button', { name: 'Take the guest list' }).click();
  await expect(listHere).toBeVisible();
  await page.context().setOffline(true);
  await expect(door.connection).toContainText('No connection. This device lets people in by its own guest list.');
  await door.scan(first, 'early');
  await expect(door.admitted).toHaveText('0 of 2');
  await expect(door.connection).not.toContainText('to be sent');

  // By the time that its seller chose, and which comes with the next reading of the list, scans count.
  await page.context().setOffline(false);
  await expect(door.connection).toContainText('Connected.');
  const changed = await seller.request.put(`/api/tickets/${listing.id}`, { data: { checkInAt: fromNow(-60) } });
  expect(changed.status()).toBe(200);
  const read = page.waitForResponse((answer) => answer.url().includes('/doorList'));
  await page.reload();
  await read;
  await expect(listHere).toBeVisible();
  await door.scan(second, 'admitted'); // while there is a connection
  await page.context().setOffline(true);
  await expect(door.connection).toContainText('No connection.');
  await door.scan(second, 'again');
  await door.scan(first, 'admitted');
  await expect(door.connection).toContainText('1 scan is to be sent.');

  // It is taken back once there is a connection, by which it is sent first; and the list on the device has it right.
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Undo this scan?' });
  const confirm = dialog.getByRole('button', { name: 'Undo the scan' });
  await confirm.click();
  await expect(dialog.getByText('We could not reach Frontrow.')).toBeVisible();
  await page.context().setOffline(false);
  await confirm.click();
  await expect(door.verdict).toHaveAttribute('data-outcome', 'undone');
  await expect(door.admitted).toHaveText('1 of 2');
  await page.context().setOffline(true);
  await expect(door.connection).toContainText('No connection.');
  await door.scan(first, 'admitted');
  await door.scan(first, 'again');
  await expect(door.connection).toContainText('1 scan is to be sent.');
  await page.context().setOffline(false);
  await expect(door.connection).not.toContainText('to be sent');
  await expect(door.admitted).toHaveText('2 of 2');
  await page.context().close();
});
