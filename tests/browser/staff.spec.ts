import { expectAccessible } from './accessible.ts';
import { signIn } from './steps.ts';
import { expect, test } from './test.ts';

const PHONE = { width: 390, height: 844 };

test('a seller invites to the door, whoever it is, and who was invited accepts', async ({ open, market, shot }) => {
  test.slow();
  const [seller, helper] = [await market.join('seller'), await market.join('helper')];
  const listing = await market.list(seller);
  const page = await open('seller');
  await signIn(page, seller);
  await page.goto(`/sell/${listing.id}/edit`);
  await page.getByLabel('E-mail addresses').fill(`${helper.email}\nnobody@example.com`);
  await page.getByRole('button', { name: 'Save staff' }).click();
  const members = page.getByRole('region', { name: 'Door staff' }).getByRole('listitem');
  await expect(members).toHaveText([`${helper.email}Invited`, 'nobody@example.comInvited']);
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await shot(page, 'invited');

  const theirs = await open('helper');
  await theirs.setViewportSize(PHONE);
  await signIn(theirs, helper);
  await theirs.goto('/sell');
  const invitation = theirs.getByRole('region', { name: 'You’re invited to the door' }).getByRole('listitem');
  await expect(invitation).toContainText(listing.title);
  await expectAccessible(theirs);
  await shot(theirs, 'invitation');
  await invitation.getByRole('button', { name: /^Accept/ }).click();
  await expect(invitation).toBeHidden();
  const door = theirs.getByRole('region', { name: 'Doors you look after' });
  await expect(door).toContainText(listing.title);
  await door.getByRole('link', { name: 'Check in' }).click();
  await expect(theirs.getByLabel('Or enter the code')).toBeVisible();

  await page.reload();
  await expect(members.filter({ hasText: helper.email })).toContainText('Accepted');
});
