import { expect, type Page } from '@playwright/test';
import { payWith } from '../browser/steps.ts';
import type { Scene } from './scene.ts';

export interface Shown {
  /** The name of its files. */
  name: string;
  /**
   * Who looks at it; a visitor is not signed in, a newcomer has done nothing yet, and of the guarded, who has a second factor, only the
   * password was given by who is halfway.
   */
  as?: 'visitor' | 'newcomer' | 'buyer' | 'seller' | 'operator' | 'guarded' | 'halfway';
  path: string | ((scene: Scene) => string);
  /** What is done there before the picture is taken. */
  act?: (page: Page) => Promise<unknown>;
}

/** Every page, and every state of a page that looks different. A new one is a line here. */
export const pages: Shown[] = [
  { name: 'home', path: '/' },
  {
    name: 'home-menu',
    path: '/',
    act: (page) => page.getByRole('banner').locator('summary:visible').click(),
    as: 'buyer',
  },
  { name: 'search-results', path: '/?q=night' },
  { name: 'search-filters', path: '/?category=music&maxPrice=60&currency=GBP' },
  { name: 'search-nothing', path: '/?q=nothing+is+called+this&from=2031-01-01' },
  { name: 'ticket', path: ({ ticket }) => `/tickets/${ticket}` },
  { name: 'ticket-member', as: 'buyer', path: ({ ticket }) => `/tickets/${ticket}` },
  { name: 'ticket-own', as: 'seller', path: ({ ownTicket }) => `/tickets/${ownTicket}` },
  { name: 'ticket-sold-out', path: ({ soldOut }) => `/tickets/${soldOut}` },
  { name: 'ticket-cancelled', path: ({ calledOff }) => `/tickets/${calledOff}` },

  { name: 'organiser', path: ({ organiser }) => `/organisers/${organiser}` },
  { name: 'help', path: '/help' },
  { name: 'terms', path: '/terms' },

  { name: 'sign-in', path: '/signin' },
  { name: 'sign-in-wrong', path: '/signin', act: wrongPassword },
  { name: 'sign-in-again', path: '/signin?next=/orders&ended=1' },
  { name: 'sign-in-second-step', as: 'halfway', path: '/signin/second-step' },
  { name: 'sign-in-recovery', as: 'halfway', path: '/signin/second-step', act: lostDevice },
  { name: 'sign-up', path: '/signup' },
  { name: 'sign-up-errors', path: '/signup', act: emptySignUp },
  { name: 'forgot-password', path: '/forgot-password' },
  { name: 'verify-email', path: '/verify-email?token=none' },
  { name: 'verify-email-incomplete', path: '/verify-email' },
  { name: 'mailbox', path: '/mailbox' },

  { name: 'checkout', as: 'buyer', path: ({ reserved }) => `/orders/${reserved}`, act: cardsShown },
  { name: 'checkout-card-error', as: 'buyer', path: ({ reserved }) => `/orders/${reserved}`, act: wrongCard },
  { name: 'checkout-declined', as: 'buyer', path: ({ declined }) => `/orders/${declined}`, act: declinedCard },
  {
    name: 'checkout-release',
    as: 'buyer',
    path: ({ reserved }) => `/orders/${reserved}`,
    act: press('Cancel reservation'),
  },
  { name: 'checkout-bank', as: 'buyer', path: ({ atBank }) => `/orders/${atBank}` },
  { name: 'bank', as: 'buyer', path: ({ atBank }) => `/orders/${atBank}`, act: toTheBank },
  { name: 'order-complete', as: 'buyer', path: ({ complete }) => `/orders/${complete}`, act: ticketsShown },
  { name: 'order-expired', as: 'buyer', path: ({ expired }) => `/orders/${expired}` },
  { name: 'order-released', as: 'buyer', path: ({ released }) => `/orders/${released}` },

  { name: 'my-tickets', as: 'buyer', path: '/my-tickets' },
  { name: 'my-tickets-empty', as: 'newcomer', path: '/my-tickets' },
  { name: 'offline', as: 'buyer', path: '/offline' },
  { name: 'orders', as: 'buyer', path: '/orders' },
  { name: 'orders-empty', as: 'newcomer', path: '/orders' },
  { name: 'account', as: 'buyer', path: '/account' },
  { name: 'account-unconfirmed', as: 'newcomer', path: '/account' },
  { name: 'signing-in', as: 'newcomer', path: '/account/signing-in' },
  { name: 'signing-in-app', as: 'newcomer', path: '/account/signing-in', act: setUpApp },
  { name: 'signing-in-factors', as: 'guarded', path: '/account/signing-in' },
  { name: 'signing-in-codes', as: 'guarded', path: '/account/signing-in', act: press('Make new codes') },
  { name: 'account-delete', as: 'buyer', path: '/account/delete' },
  { name: 'account-delete-in-the-way', as: 'seller', path: '/account/delete' },
  { name: 'goodbye', path: '/goodbye' },

  { name: 'sell', as: 'seller', path: '/sell' },
  { name: 'sell-empty', as: 'newcomer', path: '/sell' },
  { name: 'sell-listing', as: 'seller', path: ({ ownTicket }) => `/sell/${ownTicket}` },
  { name: 'sell-orders', as: 'seller', path: '/sell/orders' },
  { name: 'sell-new', as: 'seller', path: '/sell/new' },
  { name: 'sell-new-errors', as: 'seller', path: '/sell/new', act: press('Put on sale') },
  { name: 'sell-edit', as: 'seller', path: ({ ownTicket }) => `/sell/${ownTicket}/edit` },
  {
    name: 'sell-cancel',
    as: 'seller',
    path: ({ ownTicket }) => `/sell/${ownTicket}/edit`,
    act: press('Cancel this event'),
  },
  { name: 'door', as: 'seller', path: ({ ownTicket }) => `/sell/${ownTicket}/check-in` },
  { name: 'door-refused', as: 'seller', path: ({ ownTicket }) => `/sell/${ownTicket}/check-in`, act: wrongCode },

  { name: 'operator', as: 'operator', path: '/operator', act: everyServiceAnswered },
  { name: 'operator-order', as: 'operator', path: ({ complete }) => `/operator?order=${complete}` },
  { name: 'operator-promises', as: 'operator', path: '/operator/promises' },
  { name: 'operator-payments', as: 'operator', path: '/operator/payments' },
  { name: 'operator-lookup', as: 'operator', path: '/operator/lookup?q=night' },
  { name: 'operator-record', as: 'operator', path: '/operator/record' },
  { name: 'operator-listing', as: 'operator', path: ({ ownTicket }) => `/operator/listings/${ownTicket}` },
  {
    name: 'operator-takedown',
    as: 'operator',
    path: ({ ownTicket }) => `/operator/listings/${ownTicket}`,
    act: press('Take off sale'),
  },
  { name: 'operator-heard', as: 'operator', path: ({ complete }) => `/operator/orders/${complete}` },

  { name: 'not-found', path: '/nowhere' },
  { name: 'error', path: ({ ticket }) => `/tickets/${ticket}?broken` },
];

function press(name: string) {
  return (page: Page) => page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

async function everyServiceAnswered(page: Page) {
  await expect(page.getByText('Looking', { exact: true })).toHaveCount(0);
}

async function wrongPassword(page: Page) {
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('main').getByRole('alert').filter({ hasText: /./ }).first().waitFor();
}

async function lostDevice(page: Page) {
  await page.getByText('Lost your device?').click();
  await page.getByLabel('Recovery code').fill('K7QF2-9M3XD');
}

async function setUpApp(page: Page) {
  await page.getByRole('button', { name: 'Set up an app' }).click();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
}

async function emptySignUp(page: Page) {
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText(/^E-mail /).waitFor();
}

async function cardsShown(page: Page) {
  await page.getByRole('button', { name: /^Visa ••••/ }).waitFor();
}

async function ticketsShown(page: Page) {
  await page
    .getByRole('img', { name: /^QR code of ticket/ })
    .first()
    .waitFor();
}

async function wrongCard(page: Page) {
  await page.getByLabel('Card number').fill('4242424242424241');
  await page.getByLabel('Expiry').fill('1234');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.getByText('Your card number is incorrect.').waitFor();
}

async function declinedCard(page: Page) {
  await payWith(page, 'Insufficient funds');
  await page.getByText('Your card has insufficient funds.').first().waitFor();
}

async function toTheBank(page: Page) {
  await page.getByRole('link', { name: 'Continue to your bank' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
}

async function wrongCode(page: Page) {
  await page.getByLabel('Or enter the code').fill('A'.repeat(40));
  await page.getByRole('button', { name: 'Check in' }).click();
  await page.getByText('Refused').waitFor();
}
