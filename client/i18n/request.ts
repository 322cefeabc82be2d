import { getRequestConfig } from 'next-intl/server';
import { readLocale, readZone } from '@/lib/reader';
import { asLocale } from './locales';
import { loadMessages } from './messages';

/** What next-intl needs to know of a request. `locale` is given where a part of a page asks for another language. */
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = asLocale(asked) ?? (await readLocale());
  return { locale, messages: await loadMessages(locale), timeZone: (await readZone()).timeZone };
});
