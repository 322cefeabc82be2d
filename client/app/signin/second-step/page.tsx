import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SecondStep } from '@/components/signing-in/second-step';
import { Words } from '@/i18n/words';
import { readPending } from '@/lib/api/member';
import { safeNext, signInPath } from '@/lib/links';
import type { SearchParams } from '@/lib/listing-search';
import { nextStepPath } from '@/lib/next-step';

export async function generateMetadata() {
  const t = await getTranslations('security.secondStep');
  return { title: t('title'), robots: { index: false } };
}

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = safeNext((await searchParams).next);
  const pending = await readPending();
  if (!pending) redirect(signInPath(next));
  if (pending.next === 'enrol') redirect(nextStepPath('enrol', next));
  const t = await getTranslations('security.secondStep');
  return (
    <div className="mx-auto w-full max-w-md px-4 pt-10 sm:px-6 sm:pt-16">
      <h1 className="headline text-5xl sm:text-6xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">
        {t.rich('intro', { address: () => <bdi className="font-semibold text-ink">{pending.email}</bdi> })}
      </p>
      <Words areas={['security', 'problems']}>
        <SecondStep methods={pending.methods} next={next} />
      </Words>
    </div>
  );
}
