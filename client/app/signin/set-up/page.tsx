import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { FirstFactor } from '@/components/signing-in/first-factor';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { readPending } from '@/lib/api/member';
import { safeNext, signInPath } from '@/lib/links';
import type { SearchParams } from '@/lib/listing-search';
import { nextStepPath } from '@/lib/next-step';

export async function generateMetadata() {
  const t = await getTranslations('security.setUp');
  return { title: t('title'), robots: { index: false } };
}

/** Where an operator without a second factor adds one: the password alone opens nothing. */
export default async function SetUp({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const next = safeNext((await searchParams).next);
  const pending = await readPending();
  if (!pending) redirect(signInPath(next));
  if (pending.next === 'second_factor') redirect(nextStepPath('second_factor', next));
  const t = await getTranslations('security.setUp');
  return (
    <Page title={t('title')} intro={t('intro')} width="narrow">
      <Words areas={['security', 'problems']}>
        <FirstFactor email={pending.email} next={next} />
      </Words>
    </Page>
  );
}
