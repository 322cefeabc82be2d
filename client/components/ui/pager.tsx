import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Forward by the API's cursor; back is to the start, since a cursor knows no way back but the browser's own. */
export function Pager({ first, next }: { first: string | undefined; next: string | undefined }) {
  const t = useTranslations('site.pager');
  if (!first && !next) return null;
  return (
    <nav aria-label={t('name')} className="mt-10 flex justify-center gap-3">
      {first && (
        <Link href={first} className="button button-quiet">
          <ArrowLeft aria-hidden className="size-4" />
          {t('first')}
        </Link>
      )}
      {next && (
        <Link href={next} rel="next" className="button button-quiet">
          {t('next')}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
      )}
    </nav>
  );
}
