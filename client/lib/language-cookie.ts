/** Cookie with the language that the reader chose, if they did. */
export const LANGUAGE_COOKIE = 'lang';

export const languageCookie = { path: '/', maxAge: 31_536_000, sameSite: 'lax' } as const;

/** Keeps a language in this browser, in the place of what it would rather have; `unlessChosen` leaves a choice alone. */
export function rememberLanguage(language: string, { unlessChosen = false } = {}): void {
  const isChosen = document.cookie.split('; ').some((cookie) => cookie.startsWith(`${LANGUAGE_COOKIE}=`));
  if (unlessChosen && isChosen) return;
  const { path, maxAge, sameSite } = languageCookie;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=${path}; max-age=${maxAge}; samesite=${sameSite}`;
}
