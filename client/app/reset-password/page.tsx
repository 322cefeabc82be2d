import Link from 'next/link';
import { ResetPasswordForm } from '@/components/account/reset-password-form';
import { Notice } from '@/components/ui/notice';
import { Page } from '@/components/ui/page';
import type { SearchParams } from '@/lib/listing-search';

export const metadata = { title: 'Choose a new password', robots: { index: false } };

export default async function ResetPassword({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token } = await searchParams;
  return (
    <Page title="Choose a new password" intro="Every browser that is signed in now will be signed out." width="narrow">
      {typeof token === 'string' && token ? (
        <div className="card p-5 sm:p-7">
          <ResetPasswordForm token={token} />
        </div>
      ) : (
        <Notice kind="warn" title="This link is not whole">
          Open the link in the mail again, or copy all of it.{' '}
          <Link href="/forgot-password" className="link">
            Ask for a new link
          </Link>
        </Notice>
      )}
    </Page>
  );
}
