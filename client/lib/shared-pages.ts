import type { NextRequest } from 'next/server';
import { chooseLocale, locales, readPreferred } from '@/i18n/locales';
import { LANGUAGE_COOKIE } from './language-cookie';
import { DAYS } from './shared-header';

/** Pages that are the same for everybody without a session: home with its search, and each listing (ADR 34). */
const PAGES = /^\/(?:tickets\/[^/]+)?$/;

/** Any cookie of a session, whatever it will be called. */
const SESSION = /session/i;

/** What is said where next.config.ts would say SHARED of such a page, and it is not. */
export const PRIVATE = 'private, no-cache, no-store, max-age=0, must-revalidate';
export const SHARED_VARY = 'Cookie, Accept-Language';

/** Whether a page is the same for everybody. */
export function isShared({ method, nextUrl, headers }: NextRequest): boolean {
  return (
    ['GET', 'HEAD'].includes(method) &&
    PAGES.test(nextUrl.pathname) &&
    !DAYS.some((name) => nextUrl.searchParams.has(name)) &&
    !SESSION.test(headers.get('cookie') ?? '') &&
    !headers.has('authorization')
  );
}

/**
 * The headers of such a request with nothing left of who sent it but their language: no cookie, no variant of it. So the
 * page cannot show anything else of them either.
 */
export function asSharedRequest(request: NextRequest): Headers {
  const preferred = readPreferred(request.headers.get('accept-language'));
  const locale = chooseLocale(request.cookies.get(LANGUAGE_COOKIE)?.value, preferred);
  const headers = new Headers(request.headers);
  headers.set('cookie', `${LANGUAGE_COOKIE}=${locale}`);
  headers.set('accept-language', locales[locale].variant);
  for (const name of ['referer', 'user-agent', 'x-forwarded-for', 'x-correlation-id']) headers.delete(name);
  return headers;
}
