'use client';
import type { PendingSignInView, UserView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { PasswordField } from '@/components/account/password-field';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { accountApi } from '@/lib/api/account-browser';
import type { Result } from '@/lib/api/result';
import { enterSite } from '@/lib/enter-site';

/** The first password of an operator; before anything opens, a factor is added. */
export function InvitationForm({ token }: { token: string }) {
  const t = useTranslations('security.invitation');
  const hint = useTranslations('account')('passwordHint');

  async function submit({ password = '' }: Record<string, string>): Promise<Result<PendingSignInView | UserView>> {
    const answer = await accountApi.acceptInvitation({ token, password });
    // What is wrong with the link is no fault of the password that was typed.
    const isVoid = !answer.ok && answer.problem.errors.some(({ field }) => field === 'token');
    return isVoid ? { ok: false, problem: { ...answer.problem, errors: [VOID] } } : answer;
  }

  return (
    <Form
      fields={['password']}
      submit={submit}
      done={(answer) => void enterSite('next' in answer ? '/signin/set-up?next=/operator' : '/operator')}
    >
      <PasswordField name="password" label={t('password')} autoComplete="new-password" hint={hint} required />
      <Submit>{t('button')}</Submit>
    </Form>
  );
}

const VOID = { code: 'invitation_void', message: 'this link is used or expired; ask for another' };
