import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Area } from './messages';

/** What the islands say that any page may have: buttons, forms, dialogs. */
const everywhere: readonly Area[] = ['ui'];

/** Gives the islands inside it their words. Only these areas travel to the browser, so name no more than they use. */
export async function Words({ areas = [], children }: { areas?: readonly Area[]; children: ReactNode }) {
  const messages = await getMessages();
  const given = Object.fromEntries([...everywhere, ...areas].map((area) => [area, messages[area]]));
  return <NextIntlClientProvider messages={given}>{children}</NextIntlClientProvider>;
}
