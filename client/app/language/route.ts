import { cookies } from 'next/headers';
import { asLocale } from '@/i18n/locales';
import { safeNext } from '@/lib/links';
import { LANGUAGE_COOKIE } from '@/lib/reader';

const YEAR = 31_536_000;

/** Keeps the language that a reader chose and shows them the page they came from again. A plain form, without scripts. */
export async function POST(request: Request) {
  const form = await request.formData().catch(() => undefined);
  const locale = asLocale(form?.get('language'));
  if (locale) (await cookies()).set(LANGUAGE_COOKIE, locale, { path: '/', maxAge: YEAR, sameSite: 'lax' });
  return new Response(null, { status: 303, headers: { location: cameFrom(request) } });
}

/** The page of this site that the form was on. */
function cameFrom(request: Request): string {
  const referrer = request.headers.get('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { pathname, search } = new URL(referrer);
  return safeNext(pathname + search);
}
