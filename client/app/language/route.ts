import { cookies } from 'next/headers';
import { asLocale } from '@/i18n/locales';
import { serverApi } from '@/lib/api/server';
import { LANGUAGE_COOKIE, languageCookie } from '@/lib/language-cookie';
import { safeNext } from '@/lib/links';
import { hasSession } from '@/lib/reader';

/**
 * Keeps the language that a reader chose and shows them the page they came from again. A plain form, without scripts. Members
 * are written to in it, too; should auth be down, the page is in it all the same.
 */
export async function POST(request: Request) {
  const form = await request.formData().catch(() => undefined);
  const locale = asLocale(form?.get('language'));
  if (locale) {
    if (await hasSession()) await (await serverApi()).users.chooseLanguage(locale);
    (await cookies()).set(LANGUAGE_COOKIE, locale, languageCookie);
  }
  return new Response(null, { status: 303, headers: { location: cameFrom(request) } });
}

/** The page of this site that the form was on. */
function cameFrom(request: Request): string {
  const referrer = request.headers.get('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { pathname, search } = new URL(referrer);
  return safeNext(pathname + search);
}
