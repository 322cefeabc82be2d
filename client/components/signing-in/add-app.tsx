'use client';
import type { AddedFactorView, TotpSecretView } from '@frontrow/common/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { accountApi } from '@/lib/api/account-browser';
import { ActButton } from './act-button';
import { useStepUp } from './step-up';

/** What draws QR codes comes with the first of them. */
const AppSetUp = lazy(async () => ({ default: (await import('./app-set-up')).AppSetUp }));

interface Props {
  added: (answer: AddedFactorView) => void;
  className?: string;
  /** What is around the secret, where that is not framed yet. */
  frame?: string;
}

export function AddApp({ added, className, frame }: Props) {
  const t = useTranslations('security.app');
  const { run } = useStepUp();
  const [secret, setSecret] = useState<TotpSecretView>();
  if (secret) {
    return (
      <div className={frame}>
        <Suspense>
          <AppSetUp secret={secret} added={added} />
        </Suspense>
      </div>
    );
  }
  return (
    <ActButton act={() => run(accountApi.startApp)} done={setSecret} {...(className && { className })}>
      {t('add')}
    </ActButton>
  );
}
