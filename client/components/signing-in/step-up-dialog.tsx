'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { FactorsView } from '@frontrow/common/contracts';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';
import { PasswordField } from '@/components/account/password-field';
import { Submit } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { accountApi } from '@/lib/api/account-browser';
import { signWithPasskey } from '@/lib/passkeys';
import { ActButton } from './act-button';
import { CodeField } from './code-field';

interface Props {
  open: boolean;
  /** With the end of the time for which who it is need not be asked again, or without, where it was not shown. */
  close: (confirmedUntil?: string) => void;
  asker: RefObject<HTMLElement | null>;
  confirmWith: FactorsView['confirmWith'];
  email: string | undefined;
}

export function StepUpDialog({ open, close, asker, confirmWith, email }: Props) {
  const t = useTranslations('security.stepUp');
  const label = useTranslations('account')('password');
  const back = useTranslations('ui.confirm')('back');
  const [hasPasskey, hasApp] = [confirmWith.includes('passkey'), confirmWith.includes('totp')];
  const hasPassword = confirmWith.includes('password');
  return (
    <AlertDialog.Root open={open} onOpenChange={(is) => !is && close()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-[rgb(20_8_16/0.6)]" />
        <AlertDialog.Popup
          finalFocus={asker}
          className="card fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 space-y-5 overflow-y-auto p-6 text-ink"
        >
          <AlertDialog.Title className="headline text-3xl">{t('title')}</AlertDialog.Title>
          <AlertDialog.Description className="text-muted">{t('text')}</AlertDialog.Description>
          {hasPasskey && (
            <ActButton
              act={confirmByPasskey}
              done={({ confirmedUntil }) => close(confirmedUntil)}
              className="button-primary w-full"
            >
              <KeyRound aria-hidden className="size-5" />
              {t('passkey')}
            </ActButton>
          )}
          {(hasApp || hasPassword) && (
            <Form
              fields={['code', 'password']}
              submit={({ code = '', password = '' }) => accountApi.confirm(hasApp ? { code } : { password })}
              done={({ confirmedUntil }) => close(confirmedUntil)}
            >
              {hasApp ? (
                <CodeField />
              ) : (
                <>
                  {/* Password managers need to see whose password it is. */}
                  <input type="text" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
                  <PasswordField name="password" label={label} autoComplete="current-password" required />
                </>
              )}
              <Submit className={`w-full ${hasPasskey ? 'button-quiet' : 'button-primary'}`}>{t('button')}</Submit>
            </Form>
          )}
          <div className="flex justify-end">
            <AlertDialog.Close className="button button-quiet">{back}</AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

async function confirmByPasskey() {
  const given = await signWithPasskey(accountApi.confirmOptions);
  return given.ok ? accountApi.confirm({ passkey: given.data }) : given;
}
