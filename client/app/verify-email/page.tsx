import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { VerifyEmailForm } from '@/components/account/verify-email-form';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';
import { readMember } from '@/lib/api/member';
import type { SearchParams } from '@/lib/listing-search';

export async function generateMetadata() {
  const t = await getTranslations('account.verify');
  return { title: t('title'), robots: { index: false } };
}

/**
 * Where the link of a mail leads, on whichever device it is read. It confirms nothing before someone says so: programs that
 * look into mails follow links, too.
 */
export default async function VerifyEmail({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const t = await getTranslations('account.verify');
  const { token } = await searchParams;
  const member = await readMember();
  return (
    <Page title={t('title')} intro={t('intro')} width="narrow">
      {typeof token === 'string' && token ? (
        <div className="card p-5 sm:p-7">
          <Words areas={['account.verify', 'problems']}>
            <VerifyEmailForm token={token} isMember={member !== undefined} />
          </Words>
        </div>
      ) : (
        <Notice kind="warn" title={t('broken')}>
          {t.rich('brokenText', {
            go: (words) => (
              <Link href="/account#address" className="link">
                {words}
              </Link>
            ),
          })}
        </Notice>
      )}
    </Page>
  );
}
