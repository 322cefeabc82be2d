'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
import { accountApi } from '@/lib/api/account-browser';
import { EmailField } from './email-field';

/** It says the same whether or not there is such an account, as the API does. */
export function ForgotPasswordForm() {
  const t = useTranslations('account');
  const [isSent, setSent] = useState(false);
  return (
    <>
      <div role="status" className="not-empty:mb-5">
        {isSent && (
          <Notice kind="good" title={t('forgot.sent')}>
            {t('forgot.sentText')}
          </Notice>
        )}
      </div>
      <Form
        fields={['email']}
        submit={({ email = '' }) => {
          setSent(false);
          return accountApi.forgotPassword({ email });
        }}
        done={() => setSent(true)}
      >
        <EmailField />
        <Submit>{t('forgot.button')}</Submit>
      </Form>
    </>
  );
}
