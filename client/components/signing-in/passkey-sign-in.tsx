'use client';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { accountApi } from '@/lib/api/account-browser';
import { enterSite } from '@/lib/enter-site';
import { signWithPasskey } from '@/lib/passkeys';
import { ActButton } from './act-button';

/** In the place of address and password: the browser knows whose passkeys it has. */
export function PasskeySignIn({ next }: { next: string }) {
  const t = useTranslations('security.signIn');
  return (
    <ActButton
      act={signInWithPasskey}
      done={({ language }) => void enterSite(next, language)}
      className="button-quiet w-full button-large"
    >
      <KeyRound aria-hidden className="size-5" />
      {t('passkey')}
    </ActButton>
  );
}

/** Asks for the passkey that is wanted, and gives it. */
export async function signInWithPasskey() {
  const given = await signWithPasskey(accountApi.passkeyOptions);
  return given.ok ? accountApi.givePasskey(given.data) : given;
}
