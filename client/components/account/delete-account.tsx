'use client';
import { useTranslations } from 'next-intl';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';

export function DeleteAccount({ email }: { email: string | undefined }) {
  const t = useTranslations('account');
  return (
    <Form
      fields={['password']}
      submit={({ password = '' }) => browserApi.users.deleteAccount({ password })}
      done={() => void leave()}
    >
      {/* Password managers need to see whose password it is. */}
      <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
      <TextField
        name="password"
        label={t('password')}
        type="password"
        autoComplete="current-password"
        hint={t('deletion.hint')}
      />
      <Submit className="button-danger">{t('deletion.button')}</Submit>
    </Form>
  );
}

async function leave(): Promise<void> {
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign('/goodbye');
}
