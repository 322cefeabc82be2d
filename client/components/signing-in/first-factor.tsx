'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { enterSite } from '@/lib/enter-site';
import { AddApp } from './add-app';
import { AddPasskey } from './add-passkey';
import { CodesShown } from './codes-shown';

/** Adds the factor that an account has to have before anything of it opens. */
export function FirstFactor({ email, next }: { email: string; next: string }) {
  const t = useTranslations('security');
  const [codes, setCodes] = useState<string[]>();
  const added = ({ recoveryCodes }: { recoveryCodes: string[] | null }) =>
    recoveryCodes ? setCodes(recoveryCodes) : void enterSite(next);

  if (codes) {
    return (
      <CodesShown codes={codes} email={email}>
        <button
          type="button"
          className="button button-primary w-full button-large"
          onClick={() => void enterSite(next)}
        >
          {t('setUp.goOn')}
        </button>
      </CodesShown>
    );
  }
  return (
    <div className="space-y-6">
      <section aria-labelledby="with-passkey" className="card p-5 sm:p-7">
        <h2 id="with-passkey" className="headline text-3xl">
          {t('setUp.passkey')}
        </h2>
        <p className="my-4">{t('passkeys.text')}</p>
        <AddPasskey added={added} className="button-primary w-full button-large" />
      </section>
      <section aria-labelledby="with-app" className="card p-5 sm:p-7">
        <h2 id="with-app" className="headline text-3xl">
          {t('setUp.app')}
        </h2>
        <p className="my-4">{t('app.text')}</p>
        <AddApp added={added} className="button-quiet w-full button-large" />
      </section>
    </div>
  );
}
