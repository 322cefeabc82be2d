import { type Messages, NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Area } from './messages';

/** An area, or a part of one: `event.availability`. */
type Part = Area | `${Area}.${string}`;

/** What the islands say that any page may have: buttons, forms, dialogs. */
const everywhere: readonly Part[] = ['ui'];

/** Gives the islands inside it their words. Only these travel to the browser, so name no more than they use. */
export async function Words({ areas = [], children }: { areas?: readonly Part[]; children: ReactNode }) {
  const messages = await getMessages();
  const given = {};
  for (const part of [...everywhere, ...areas]) copy(part.split('.'), messages as unknown as Tree, given);
  return <NextIntlClientProvider messages={given as Messages}>{children}</NextIntlClientProvider>;
}

type Tree = { [name: string]: unknown };

/** Copies what is at a path, with the path to it. */
function copy([name = '', ...further]: string[], from: Tree, to: Tree): void {
  if (!(name in from)) throw new Error(`There are no messages ${name}.`);
  if (further.length === 0) to[name] = from[name];
  else {
    to[name] ??= {};
    copy(further, from[name] as Tree, to[name] as Tree);
  }
}
