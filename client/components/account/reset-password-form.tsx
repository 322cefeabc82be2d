'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { accountApi } from '@/lib/api/account-browser';
import type { Result } from '@/lib/api/result';
import { PasswordField } from './password-field';

export function ResetPasswordForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const [state, setState] = useState<'open' | 'void' | 'done'>('open');

  async function submit({ password = '' }: Record<string, string>): Promise<Result<undefined>> {
    const answer = await accountApi.resetPassword({ token, password });
    // What is wrong with the link is no fault of the password that was typed.
    const isVoid = !answer.ok && answer.problem.errors.some(({ field }) => field === 'token');
    setState(isVoid ? 'void' : 'open');
    return isVoid ? { ok: false, problem: { ...answer.problem, errors: [VOID] } } : answer;
  }

  if (state === 'done') {
    return (
      <div role="status">
        <Notice kind="good" title={t('reset.done')}>
          <Link href="/signin" className="link">
            {t('reset.signIn')}
          </Link>
        </Notice>
      </div>
    );
  }
  return (
    <>
      <Form fields={['password']} submit={submit} done={() => setState('done')}>
        <PasswordField
          name="password"
          label={t('reset.new')}
          autoComplete="new-password"
          hint={t('passwordHint')}
          required
        />
        <Submit>{t('reset.button')}</Submit>
      </Form>
      {state === 'void' && (
        <p className="mt-4 text-center">
          <Link href="/forgot-password" className="link">
            {t('forgot.again')}
          </Link>
        </p>
      )}
    </>
  );
}

const VOID = { code: 'link_void', message: 'this link is used, expired or not whole' };
