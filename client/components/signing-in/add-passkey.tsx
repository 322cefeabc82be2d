'use client';
import type { AddedFactorView } from '@frontrow/common/contracts';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { accountApi } from '@/lib/api/account-browser';
import type { Result } from '@/lib/api/result';
import { nameBrowser } from '@/lib/browser-name';
import { makePasskey } from '@/lib/passkeys';
import { ActButton } from './act-button';
import { useStepUp } from './step-up';

export function AddPasskey({ added, className }: { added: (answer: AddedFactorView) => void; className?: string }) {
  const t = useTranslations('security.passkeys');
  const { run } = useStepUp();

  async function add(): Promise<Result<AddedFactorView>> {
    const made = await makePasskey(() => run(accountApi.newPasskeyOptions));
    // Named by where it was made, until its owner calls it something else.
    return made.ok ? accountApi.addPasskey({ ...made.data, name: nameBrowser(navigator.userAgent) }) : made;
  }

  return (
    <ActButton act={add} done={added} {...(className && { className })}>
      <KeyRound aria-hidden className="size-5" />
      {t('add')}
    </ActButton>
  );
}
