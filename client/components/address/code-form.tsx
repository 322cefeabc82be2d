'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { useHydrated } from '@/components/ui/use-hydrated';
import { accountApi } from '@/lib/api/account-browser';
import { useProblemWords } from '@/lib/problem-words';

/** Takes the code of the mail that was sent, and has another sent if need be. What it is for is said above it. */
export function CodeForm({ confirmed, children }: { confirmed: () => void; children?: ReactNode }) {
  const t = useTranslations('account.code');
  return (
    <div className="space-y-3">
      <Form
        fields={['code']}
        className="flex flex-wrap items-start gap-3 [&_label]:sr-only"
        submit={({ code = '' }) => accountApi.confirmEmail({ code })}
        done={confirmed}
      >
        <TextField
          name="code"
          label={t('label')}
          placeholder={t('label')}
          className="input figures w-44!"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          required
        />
        <Submit className="button-quiet">{t('button')}</Submit>
      </Form>
      <SendAgain>{children}</SendAgain>
    </div>
  );
}

function SendAgain({ children }: { children: ReactNode }) {
  const t = useTranslations('account.code');
  const { wordsOf } = useProblemWords();
  const hydrated = useHydrated();
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState('');

  async function send() {
    setPending(true);
    setOutcome('');
    const answer = await accountApi.sendVerification();
    setPending(false);
    setOutcome(answer.ok ? t('sent') : wordsOf(answer.problem));
  }

  return (
    <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
      <button
        type="button"
        className="link min-h-6"
        aria-disabled={pending || !hydrated}
        onClick={pending || !hydrated ? undefined : send}
      >
        {t('again')}
      </button>
      {children}
      <span role="status" className="w-full text-muted empty:hidden">
        {outcome}
      </span>
    </p>
  );
}
