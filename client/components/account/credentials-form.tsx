'use client';
import type { PendingSignInView, UserView } from '@frontrow/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { browserApi } from '@/lib/api/browser';
import { enterSite } from '@/lib/enter-site';
import { nextStepPath } from '@/lib/next-step';
import { EmailField } from './email-field';
import { PasswordField } from './password-field';

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
      done={(answer) => goOn(answer, next)}
    >
      <EmailField />
      <PasswordField name="password" label={t('password')} autoComplete={autoCompletes[kind]} hint={hint} required />
      <Submit>{t(`${kind}.button`)}</Submit>
    </Form>
  );
}

/** The password may have been but the first of two things. */
function goOn(answer: UserView | PendingSignInView, next: string): void {
  if ('next' in answer) window.location.assign(nextStepPath(answer.next, next));
  else void enterSite(next, answer.language);
}
