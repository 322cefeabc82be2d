import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ForgotPasswordForm } from '@/components/account/forgot-password-form';
import { Page } from '@/components/ui/page';
import { Words } from '@/i18n/words';

export async function generateMetadata() {
  const t = await getTranslations('account.forgot');
  return { title: t('link'), robots: { index: false } };
}

export default async function ForgotPassword() {
  const t = await getTranslations('account.forgot');
  return (
    <Page title={t('link')} intro={t('intro')} width="narrow">
      <div className="card p-5 sm:p-7">
        <Words areas={['account', 'problems']}>
          <ForgotPasswordForm />
        </Words>
      </div>
      <p className="mt-6 text-center">
        <Link href="/signin" className="link">
          {t('back')}
        </Link>
      </p>
    </Page>
  );
}
