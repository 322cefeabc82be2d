import { useTranslations } from 'next-intl';

/** The outline of a page with a list, while its data is on the way. */
export function PageSkeleton() {
  const t = useTranslations('site');
  return (
    <div role="status" className="mx-auto w-full max-w-[88rem] px-4 pt-10 sm:px-6 sm:pt-14">
      <span className="sr-only">{t('loading')}</span>
      <div className="skeleton h-14 w-72 max-w-full" />
      <div className="skeleton mt-4 h-6 w-96 max-w-full" />
      <div className="mt-8 space-y-3">
        {['first', 'second', 'third', 'fourth'].map((row) => (
          <div key={row} className="skeleton h-28" />
        ))}
      </div>
    </div>
  );
}
