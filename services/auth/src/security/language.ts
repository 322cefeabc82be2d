import { Language, languages } from '@frontrow/common/contracts';
import { parseCookie } from 'cookie';

/** What is asked of a request of Express. */
interface Asked {
  get(header: string): string | undefined;
  acceptsLanguages(languages: string[]): string | false;
}

/** The language to write to someone in: what they chose on the site, or else what their browser would rather have. */
export function languageOf(request: Asked): Language {
  const chosen = parseCookie(request.get('cookie') ?? '').lang;
  const wanted = Language.safeParse(chosen).data ?? request.acceptsLanguages([...languages]);
  return Language.safeParse(wanted).data ?? 'en';
}
