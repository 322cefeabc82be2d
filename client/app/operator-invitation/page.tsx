import { getTranslations } from 'next-intl/server';
import { InvitationForm } from '@/components/signing-in/invitation-form';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('security.invitation');
  return { title: t('title'), robots: { index: false } };
}

/** Where the link leads that `bin/operator add` prints. */
export default async function Invitation({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('security.invitation');
  const { token } = await searchParams;
  return (
    <Page title={t('title')} intro={t('intro')} width="narrow">
      {typeof token === 'string' && token ? (
        <div className="card p-5 sm:p-7">
          <Words areas={['account', 'security', 'problems']}>
            <InvitationForm token={token} />
          </Words>
        </div>
      ) : (
        <Notice kind="warn" title={t('broken')}>
          {t('brokenText')}
        </Notice>
      )}
    </Page>
  );
}
