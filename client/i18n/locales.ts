/**
 * The languages on offer. Another one is a line here and a folder in `messages`. The first is the source, and the default.
 * `variant` is for what is written for nobody in particular, as images and Open Graph.
 */
export const locales = {
  en: { name: 'English', variant: 'en-GB' },
  de: { name: 'Deutsch', variant: 'de-DE' },
} as const;
export type Locale = keyof typeof locales;

const known = Object.keys(locales) as Locale[];
export const SOURCE = known[0]!;

/** What a cookie or a form says, if it is one of our languages. */
export const asLocale = (value: unknown): Locale | undefined => known.find((locale) => locale === value);

/** The language to answer in: the reader's choice, else the first they prefer that we have, else the source. */
export const chooseLocale = (chosen: string | undefined, preferred: readonly string[]): Locale =>
  asLocale(chosen) ?? preferred.map((tag) => asLocale(languageOf(tag))).find(Boolean) ?? SOURCE;

/** The reader's own variant of a language, as `en-GB` of `en`: dates are written in it. */
export const variantOf = (locale: Locale, preferred: readonly string[]): string =>
  preferred.find((tag) => languageOf(tag) === locale && isTag(tag)) ?? locale;

/** The languages of an Accept-Language header (RFC 9110), the most wanted first; what is refused is left out. */
export function readPreferred(header: string | null): string[] {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  return ranges
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

const languageOf = (tag: string): string => tag.split('-')[0]!.toLowerCase();

function isTag(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
