'use client';
import type { UserView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';
import { rememberLanguage } from '@/lib/language-cookie';
import { EmailField } from './email-field';

const autoCompletes = { signIn: 'current-password', signUp: 'new-password' };

export function CredentialsForm({ kind, next }: { kind: keyof typeof autoCompletes; next: string }) {
  const [t, language] = [useTranslations('account'), useLocale()];
  const hint = kind === 'signUp' ? t('passwordHint') : undefined;
  return (
    <Form
      fields={['email', 'password']}
      submit={({ email = '', password = '' }) =>
        kind === 'signIn'
          ? browserApi.users.signIn({ email, password })
          : browserApi.users.signUp({ email, password, language })
      }
      done={(user) => void enter(user, next)}
    >
      <EmailField />
      <TextField
        name="password"
        label={t('password')}
        type="password"
        autoComplete={autoCompletes[kind]}
        hint={hint}
        required
      />
      <Submit>{t(`${kind}.button`)}</Submit>
    </Form>
  );
}

/** A whole new page: everything is drawn anew for the member, and password managers notice the success. */
async function enter({ language }: UserView, next: string): Promise<void> {
  // Pages are in the language of the account, unless another was chosen in this browser.
  rememberLanguage(language, { unlessChosen: true });
  // Whoever was signed in before may have left without signing out.
  const { forgetMember } = await import('@/lib/offline/forget');
  await forgetMember();
  window.location.assign(next);
}
