'use client';
import { useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { browserApi } from '@/lib/api/browser';

/** It says the same whether or not there is such an account, as the API does. */
export function ForgotPasswordForm() {
  const [isSent, setSent] = useState(false);
  return (
    <>
      <div role="status" className="not-empty:mb-5">
        {isSent && (
          <Notice kind="good" title="Look into your mail">
            If there is an account with this address, a mail is on its way to it. Its link is good for 30 minutes.
            Nothing there? Look among the spam, or ask once more.
          </Notice>
        )}
      </div>
      <Form
        fields={['email']}
        submit={({ email = '' }) => {
          setSent(false);
          return browserApi.users.forgotPassword({ email });
        }}
        done={() => setSent(true)}
      >
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <Submit>Send me a link</Submit>
      </Form>
    </>
  );
}
