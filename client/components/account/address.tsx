'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { CodeForm } from '@/components/address/code-form';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { useStepUp } from '@/components/signing-in/step-up';
import { Notice } from '@/components/ui/notice';
import { accountApi } from '@/lib/api/account-browser';
import { EmailField } from './email-field';
import { PasswordField } from './password-field';

interface Props {
  email: string;
  verified: boolean;
  /** What is to take the place of `email` once it is confirmed. */
  pending: string | null;
}

/** The address of an account: whether it is confirmed, its code, and how to change it. */
export function Address({ email, verified, pending }: Props) {
  const t = useTranslations('account.address');
  const router = useRouter();
  const [news, setNews] = useState('');
  const note = useRef<HTMLDivElement>(null);
  // What had the focus is gone by then.
  useEffect(() => {
    if (news) note.current?.focus();
  }, [news]);
  const tell = (words: string) => {
    setNews(words);
    router.refresh();
  };
  const bdi = (text: string) => () => <bdi className="font-semibold">{text}</bdi>;

  return (
    <div className="space-y-5">
      <div ref={note} role="status" tabIndex={-1} className="outline-none empty:hidden">
        {news && <Notice kind="good">{news}</Notice>}
      </div>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <bdi className="min-w-0 font-semibold">{email}</bdi>
        <span className={`badge ${verified ? 'badge-plenty' : 'badge-scarce'}`}>
          {t(verified ? 'confirmed' : 'unconfirmed')}
        </span>
      </p>
      {pending !== null && <p>{t.rich('pending', { address: bdi(pending), current: bdi(email) })}</p>}
      {pending === null && !verified && <p>{t.rich('ask', { address: bdi(email) })}</p>}
      {(pending !== null || !verified) && <CodeForm key={pending} confirmed={() => tell(t('done'))} />}
      {pending === null ? (
        <ChangeAddress key={email} email={email} asked={() => tell(t('asked'))} />
      ) : (
        <KeepAddress kept={() => tell(t('kept'))} />
      )}
    </div>
  );
}

function ChangeAddress({ email, asked }: { email: string; asked: () => void }) {
  const t = useTranslations('account');
  const { run } = useStepUp();
  return (
    <details>
      <summary className="button button-quiet list-none [&::-webkit-details-marker]:hidden">
        {t('address.change')}
      </summary>
      <div className="mt-5">
        <Form
          fields={['email', 'password']}
          submit={({ email = '', password = '' }) => run(() => accountApi.changeEmail({ email, password }))}
          done={asked}
        >
          {/* Password managers need to see whose password it is. */}
          <input type="text" name="username" autoComplete="username" defaultValue={email} readOnly hidden />
          <EmailField label={t('address.new')} autoComplete="email" />
          <PasswordField
            name="password"
            label={t('password')}
            autoComplete="current-password"
            hint={t('address.hint')}
            required
          />
          <Submit className="button-primary">{t('address.send')}</Submit>
        </Form>
      </div>
    </details>
  );
}

function KeepAddress({ kept }: { kept: () => void }) {
  const t = useTranslations('account.address');
  return (
    <Form fields={[]} submit={() => accountApi.keepEmail()} done={kept}>
      <Submit className="button-quiet">{t('keep')}</Submit>
    </Form>
  );
}
