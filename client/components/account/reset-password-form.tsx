'use client';
import Link from 'next/link';
import { useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';
import type { Result } from '@/lib/api/result';

export function ResetPasswordForm({ token }: { token: string }) {
  const [state, setState] = useState<'open' | 'void' | 'done'>('open');

  async function submit({ password = '' }: Record<string, string>): Promise<Result<undefined>> {
    const answer = await browserApi.users.resetPassword({ token, password });
    // What is wrong with the link is no fault of the password that was typed.
    const isVoid = !answer.ok && answer.problem.errors.some(({ field }) => field === 'token');
    setState(isVoid ? 'void' : 'open');
    return isVoid ? { ok: false, problem: { ...answer.problem, errors: [{ message: VOID }] } } : answer;
  }

  if (state === 'done') {
    return (
      <div role="status">
        <Notice kind="good" title="Your password is changed">
          <Link href="/signin" className="link">
            Sign in with it
          </Link>
        </Notice>
      </div>
    );
  }
  return (
    <>
      <Form fields={['password']} submit={submit} done={() => setState('done')}>
        <TextField
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters. A few unrelated words make a good one."
          required
        />
        <Submit>Change password</Submit>
      </Form>
      {state === 'void' && (
        <p className="mt-4 text-center">
          <Link href="/forgot-password" className="link">
            Ask for a new link
          </Link>
        </p>
      )}
    </>
  );
}

const VOID = 'This link is used, expired or not whole';
