'use client';
import { useTranslations } from 'next-intl';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';
import { EmailField } from './email-field';

const kinds = {
  signIn: { call: browserApi.users.signIn, autoComplete: 'current-password' },
  signUp: { call: browserApi.users.signUp, autoComplete: 'new-password' },
};

export function CredentialsForm({ kind, next }: { kind: keyof typeof kinds; next: string }) {
  const t = useTranslations('account');
  const { call, autoComplete } = kinds[kind];
  const hint = kind === 'signUp' ? t('passwordHint') : undefined;
  return (
    <Form
      fields={['email', 'password']}
      submit={({ email = '', password = '' }) => call({ email, password })}
      done={() => void enter(next)}
    >
      <EmailField />
      <TextField
        name="password"
        label={t('password')}
        type="password"
        autoComplete={autoComplete}
        hint={hint}
        required
      />
      <Submit>{t(`${kind}.button`)}</Submit>
    </Form>
  );
}

/** A whole new page: everything is drawn anew for the member, and password managers notice the success. */
async function enter(next: string): Promise<void> {
  // Whoever was signed in before may have left without signing out.
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign(next);
}
