'use client';
import type { PendingSignInView } from '@frontrow/common/contracts';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Notice } from '@/components/ui/notice';
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
  const [left, setLeft] = useState<number>();
  if (left !== undefined) return <Recovered left={left} next={next} />;
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
                done={({ recoveryCodesLeft }) => setLeft(recoveryCodesLeft)}
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

/** Whoever came in by a recovery code has probably lost what they usually come in by. */
function Recovered({ left, next }: { left: number; next: string }) {
  const t = useTranslations('security.recovered');
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => note.current?.focus(), []);
  return (
    <div ref={note} role="status" tabIndex={-1} className="mt-8 outline-none">
      <Notice kind={left > 2 ? 'good' : 'warn'} title={t('title')}>
        <p>{t('left', { count: left })}</p>
        <p className="mt-2">{t('text')}</p>
      </Notice>
      <div className="mt-6 flex flex-wrap gap-3">
        <button type="button" className="button button-primary" onClick={() => void enterSite('/account/signing-in')}>
          {t('look')}
        </button>
        <button type="button" className="button button-quiet" onClick={() => void enterSite(next)}>
          {t('goOn')}
        </button>
      </div>
    </div>
  );
}
