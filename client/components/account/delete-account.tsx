'use client';
import { useTranslations } from 'next-intl';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { useStepUp } from '@/components/signing-in/step-up';
import { accountApi } from '@/lib/api/account-browser';
import { PasswordField } from './password-field';

export function DeleteAccount({ email }: { email: string | undefined }) {
  const t = useTranslations('account');
  const { run } = useStepUp();
  return (
    <Form
      fields={['password']}
      submit={({ password = '' }) => run(() => accountApi.deleteAccount({ password }))}
      done={() => void leave()}
    >
      {/* Password managers need to see whose password it is. */}
      <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <PasswordField name="password" label={t('password')} autoComplete="current-password" hint={t('deletion.hint')} />
      <Submit className="button-danger">{t('deletion.button')}</Submit>
    </Form>
  );
}

async function leave(): Promise<void> {
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign('/goodbye');
}
