'use client';
import type { PendingSignInView } from '@frontrow/common/contracts';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { accountApi } from '@/lib/api/account-browser';
import { enterSite } from '@/lib/enter-site';
import { ActButton } from './act-button';
import { CodeField } from './code-field';
import { signInWithPasskey } from './passkey-sign-in';

interface Props {
  methods: PendingSignInView['methods'];
  /** Where it leads on to. */
  next: string;
}

/** What comes after the password: a passkey, a code of the app, or, without either device, a recovery code. */
export function SecondStep({ methods, next }: Props) {
  const t = useTranslations('security.secondStep');
  const [hasPasskey, hasApp] = [methods.includes('passkey'), methods.includes('totp')];
  return (
    <>
      <div className="card mt-8 space-y-5 p-5 sm:p-7">
        {hasPasskey && (
          <ActButton
            act={signInWithPasskey}
            done={({ language }) => void enterSite(next, language)}
            className="button-primary button-large w-full"
          >
            <KeyRound aria-hidden className="size-5" />
            {t('passkey')}
          </ActButton>
        )}
        {hasPasskey && hasApp && <p className="text-center text-muted">{t('or')}</p>}
        {hasApp && (
          <Form
            fields={['code']}
            submit={({ code = '' }) => accountApi.giveCode({ code })}
            done={({ language }) => void enterSite(next, language)}
          >
            <CodeField />
            <Submit className={`w-full button-large ${hasPasskey ? 'button-quiet' : 'button-primary'}`}>
              {t('button')}
            </Submit>
          </Form>
        )}
        {methods.includes('recovery_code') && (
          <details className="border-t border-line pt-5">
            <summary className="link w-fit">{t('lost')}</summary>
            <p className="mt-4">{t('lostText')}</p>
            <div className="mt-4">
              <Form
                fields={['code']}
                submit={({ code = '' }) => accountApi.giveRecoveryCode({ code })}
                done={({ user }) => void enterSite(`/signin/recovered?next=${encodeURIComponent(next)}`, user.language)}
              >
                <TextField
                  name="code"
                  label={t('recoveryCode')}
                  className="input font-mono"
                  autoComplete="off"
                  autoCapitalize="characters"
                  autoCorrect="off"
                  spellCheck={false}
                  maxLength={50}
                  required
                />
                <Submit className="button-quiet w-full">{t('recover')}</Submit>
              </Form>
            </div>
          </details>
        )}
      </div>
      <div className="mt-6 text-center">
        <ActButton
          act={accountApi.giveUp}
          done={() => window.location.assign(`/signin?next=${encodeURIComponent(next)}`)}
          className="button-quiet"
        >
          {t('giveUp')}
        </ActButton>
      </div>
    </>
  );
}
