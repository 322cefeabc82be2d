import Link from 'next/link';
import { ForgotPasswordForm } from '@/components/account/forgot-password-form';
import { Page } from '@/components/ui/page';

export const metadata = { title: 'Forgot your password?', robots: { index: false } };

export default function ForgotPassword() {
  return (
    <Page
      title="Forgot your password?"
      intro="Tell us your e-mail address, and we send you a link to choose a new one."
      width="narrow"
    >
      <div className="card p-5 sm:p-7">
        <ForgotPasswordForm />
      </div>
      <p className="mt-6 text-center">
        <Link href="/signin" className="link">
          Back to signing in
        </Link>
      </p>
    </Page>
  );
}
