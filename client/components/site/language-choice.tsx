import { getLocale, getTranslations } from 'next-intl/server';
import { locales } from '@/i18n/locales';

/** Each language by its own name. A plain form, so that it works without scripts; the whole page comes back in the other. */
export async function LanguageChoice() {
  const [t, current] = [await getTranslations('site'), await getLocale()];
  return (
    <form action="/language" method="post">
      <fieldset>
        <legend className="eyebrow text-stage-muted">{t('language')}</legend>
        <div className="mt-2 flex flex-col items-start">
          {Object.entries(locales).map(([locale, { name }]) => (
            <button
              key={locale}
              type="submit"
              name="language"
              value={locale}
              lang={locale}
              aria-pressed={locale === current}
              className="py-1.5 hover:underline aria-pressed:font-semibold"
            >
              {name}
            </button>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
