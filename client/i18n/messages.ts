import type { Locale } from './locales';

/** Each area has a file of its own in the folder of every language. */
export const areas = [
  'account',
  'checkout',
  'deletion',
  'door',
  'event',
  'home',
  'mailbox',
  'operator',
  'order',
  'problems',
  'sales',
  'security',
  'selling',
  'site',
  'ui',
] as const;
export type Area = (typeof areas)[number];

/** All messages by area, as the source language has them. Who asks for one that is not there is told by the compiler. */
export interface Messages {
  account: typeof import('../messages/en/account.json')['default'];
  checkout: typeof import('../messages/en/checkout.json')['default'];
  deletion: typeof import('../messages/en/deletion.json')['default'];
  door: typeof import('../messages/en/door.json')['default'];
  event: typeof import('../messages/en/event.json')['default'];
  home: typeof import('../messages/en/home.json')['default'];
  mailbox: typeof import('../messages/en/mailbox.json')['default'];
  operator: typeof import('../messages/en/operator.json')['default'];
  order: typeof import('../messages/en/order.json')['default'];
  problems: typeof import('../messages/en/problems.json')['default'];
  sales: typeof import('../messages/en/sales.json')['default'];
  security: typeof import('../messages/en/security.json')['default'];
  selling: typeof import('../messages/en/selling.json')['default'];
  site: typeof import('../messages/en/site.json')['default'];
  ui: typeof import('../messages/en/ui.json')['default'];
}

const loaded = new Map<Locale, Promise<Messages>>();

/** The messages of a language, read once. */
export function loadMessages(locale: Locale): Promise<Messages> {
  const messages = loaded.get(locale) ?? readMessages(locale);
  loaded.set(locale, messages);
  return messages;
}

async function readMessages(locale: Locale): Promise<Messages> {
  const files = areas.map(
    async (area) => [area, (await import(`../messages/${locale}/${area}.json`)).default] as const,
  );
  return Object.fromEntries(await Promise.all(files)) as unknown as Messages;
}

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
