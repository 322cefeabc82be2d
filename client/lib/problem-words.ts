import { useLocale, useTranslations } from 'next-intl';
import type { Messages } from '@/i18n/messages';
import { type ApiProblem, sentence } from './api/result';

type Detail = ApiProblem['errors'][number];
type Code = keyof Messages['problems'];

/** Money in a problem is an amount in major units, and its currency. */
function withMoney(params: Detail['params'], locale: string): Detail['params'] {
  const { amount, currency } = params ?? {};
  if (typeof amount !== 'number' || typeof currency !== 'string') return params;
  return { ...params, amount: new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount) };
}

/** What the API refused, in the reader's language: by its code where we have words for it, else in the API's English. */
export const useProblemWords = () => problemWords(useTranslations('problems'), useLocale());

type Translate = ReturnType<typeof useTranslations<'problems'>>;

/** The same where there are no hooks. */
export function problemWords(t: Translate, locale: string) {
  const translated = ({ code, field, params }: Detail, label = field ?? ''): string | undefined =>
    code !== undefined && t.has(code as Code)
      ? t(code as Code, { ...withMoney(params, locale), field: label } as never)
      : undefined;
  const sentencesOf = (details: Detail[]): string =>
    details.map((detail) => sentence(translated(detail) ?? detail.message)).join(' ');

  return {
    sentencesOf,
    /** What is wrong with the field of this label. */
    atField: (detail: Detail, label: string): string =>
      translated(detail, label) ?? (/^[a-z]/.test(detail.message) ? `${label} ${detail.message}` : detail.message),
    /** The messages that name no field as sentences, or the title. */
    wordsOf({ errors, title }: ApiProblem): string {
      const general = errors.filter(({ field }) => !field);
      return general.length > 0 ? sentencesOf(general) : title;
    },
  };
}
