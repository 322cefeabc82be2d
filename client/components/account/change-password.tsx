'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { useStepUp } from '@/components/signing-in/step-up';
import { Notice } from '@/components/ui/notice';
import { accountApi } from '@/lib/api/account-browser';
import { PasswordField } from './password-field';

export function ChangePassword({ email }: { email: string | undefined }) {
  const t = useTranslations('account.change');
  const router = useRouter();
  const { run } = useStepUp();
  const [changes, setChanges] = useState(0);
  return (
    <Form
      key={changes}
      fields={['currentPassword', 'newPassword']}
      submit={({ currentPassword = '', newPassword = '' }) =>
        run(() => accountApi.changePassword({ currentPassword, newPassword }))
      }
      done={() => {
        setChanges(changes + 1);
        router.refresh();
      }}
    >
      <div role="status" className="empty:hidden">
        {changes > 0 && <Notice kind="good">{t('done')}</Notice>}
      </div>
      {/* Password managers need to see whose password it is. */}
      <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <PasswordField name="currentPassword" label={t('current')} autoComplete="current-password" />
      <PasswordField name="newPassword" label={t('new')} autoComplete="new-password" hint={t('hint')} />
      <Submit className="button-primary">{t('button')}</Submit>
    </Form>
  );
}
