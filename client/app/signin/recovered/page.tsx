import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { asMember, readFactors, readMember } from '@/lib/api/member';
import { safeNext } from '@/lib/links';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('security.recovered');
  return { title: t('title'), robots: { index: false } };
}

/** Whoever came in by a recovery code has probably lost what they usually come in by. */
export default async function Recovered({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = safeNext((await searchParams).next);
  if (!(await readMember())) redirect('/signin');
  const factors = asMember(await readFactors(), next);
  const left = factors.ok ? factors.data.recoveryCodes?.left : undefined;
  if (left === undefined) redirect(next);
  const t = await getTranslations('security.recovered');
  return (
    <Page title={t('title')} width="narrow">
      <Notice kind={left > 2 ? 'good' : 'warn'} title={t('left', { count: left })}>
        {t('text')}
      </Notice>
      <div className="mt-6 flex flex-wrap gap-3">
        <Link href="/account/signing-in" className="button button-primary">
          {t('look')}
        </Link>
        <Link href={next} className="button button-quiet">
          {t('goOn')}
        </Link>
      </div>
    </Page>
  );
}
