'use client';
import { useTranslations } from 'next-intl';

/** What broke while a page was drawn. The header stays, so there is always a way on. */
export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('ui');
  return (
    <div role="alert" className="mx-auto w-full max-w-3xl px-4 pt-20 text-center sm:px-6">
      <h1 className="headline text-6xl">{t('error.title')}</h1>
      <p className="mt-4 text-lg text-muted">{t('error.text')}</p>
      <button type="button" onClick={retry} className="button button-primary button-large mt-8">
        {t('retry')}
      </button>
    </div>
  );
}
