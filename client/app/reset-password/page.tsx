import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ResetPasswordForm } from '@/components/account/reset-password-form';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('account.reset');
  return { title: t('title'), robots: { index: false } };
}

export default async function ResetPassword({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('account.reset');
  const { token } = await searchParams;
  return (
    <Page title={t('title')} intro={t('intro')} width="narrow">
      {typeof token === 'string' && token ? (
        <div className="card p-5 sm:p-7">
          <Words areas={['account', 'problems']}>
            <ResetPasswordForm token={token} />
          </Words>
        </div>
      ) : (
        <Notice kind="warn" title={t('broken')}>
          {t.rich('brokenText', {
            go: (words) => (
              <Link href="/forgot-password" className="link">
                {words}
              </Link>
            ),
          })}
        </Notice>
      )}
    </Page>
  );
}
