'use client';
import type { AddedFactorView, FactorsView } from '@frontrow/common/contracts';
import { Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { accountApi } from '@/lib/api/account-browser';
import { ActButton } from './act-button';
import { AddApp } from './add-app';
import { AddPasskey } from './add-passkey';
import { AskBefore } from './ask-before';
import { CodesShown } from './codes-shown';
import { PasskeyList } from './passkey-list';
import { useStepUp } from './step-up';

/** What an account can be signed in to with, beside its password, and how to change it. */
export function Factors({ factors, email }: { factors: FactorsView; email: string | undefined }) {
  const t = useTranslations('security');
  const router = useRouter();
  const [codes, setCodes] = useState<string[]>();
  const [news, setNews] = useState({ words: '', count: 0 });
  const note = useRef<HTMLDivElement>(null);
  // What had the focus is gone by then.
  useEffect(() => {
    if (news.words && !codes) note.current?.focus();
  }, [news, codes]);

  function changed(words: string) {
    setNews(({ count }) => ({ words, count: count + 1 }));
    router.refresh();
  }
  function added(words: string) {
    return ({ recoveryCodes }: AddedFactorView) => {
      if (recoveryCodes) setCodes(recoveryCodes);
      changed(words);
    };
  }

  const toNote = () => note.current;
  function putAway() {
    setCodes(undefined);
    changed(t('codes.putAway'));
  }

  const { passkeys, totp, recoveryCodes, required } = factors;
  const hasNone = passkeys.length === 0 && totp === null;
  return (
    <>
      <div ref={note} role="status" tabIndex={-1} className="outline-none not-empty:mb-8">
        {news.words && <Notice kind="good">{news.words}</Notice>}
      </div>
      {required && hasNone && (
        <div className="mb-8">
          <Notice kind="warn" title={t('required.title')}>
            {t('required.text')}
          </Notice>
        </div>
      )}
      {codes && (
        <div className="mb-12">
          <CodesShown codes={codes} email={email}>
            <button type="button" className="button button-primary" onClick={putAway}>
              {t('codes.kept')}
            </button>
          </CodesShown>
        </div>
      )}
      <Section id="passkeys" title={t('passkeys.title')} text={t('passkeys.text')}>
        {passkeys.length > 0 && <PasskeyList passkeys={passkeys} changed={changed} next={toNote} />}
        <AddPasskey added={added(t('passkeys.added'))} />
      </Section>
      <Section id="app" title={t('app.title')} text={t('app.text')}>
        {totp ? (
          <App totp={totp} changed={changed} next={toNote} />
        ) : (
          <AddApp added={added(t('app.added'))} frame="card p-5 sm:p-7" />
        )}
      </Section>
      <Section id="recovery-codes" title={t('codes.name')} text={t('codes.about')}>
        {recoveryCodes ? <Codes recoveryCodes={recoveryCodes} made={setCodes} /> : <p>{t('codes.none')}</p>}
      </Section>
    </>
  );
}

function Section({ id, title, text, children }: { id: string; title: string; text: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mb-12">
      <h2 id={id} className="headline text-3xl">
        {title}
      </h2>
      <p className="mt-4 max-w-prose">{text}</p>
      <div className="mt-4 space-y-4">{children}</div>
    </section>
  );
}

interface AppProps {
  totp: NonNullable<FactorsView['totp']>;
  changed: (news: string) => void;
  next: () => HTMLElement | null;
}

function App({ totp, changed, next }: AppProps) {
  const t = useTranslations('security.app');
  const time = (instant: string) => () => <Time instant={instant} style="short" />;
  return (
    <div className="card flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
      <Smartphone aria-hidden className="size-6 shrink-0 text-muted" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">{t('on')}</p>
        <p className="text-sm text-muted">
          {t.rich('addedAt', { time: time(totp.addedAt) })}
          {totp.lastUsedAt && (
            <>
              {' · '}
              {t.rich('usedAt', { time: time(totp.lastUsedAt) })}
            </>
          )}
        </p>
      </div>
      <AskBefore
        label={t('remove.ask')}
        title={t('remove.title')}
        confirmLabel={t('remove.confirm')}
        className="button-danger max-sm:ml-10"
        danger
        act={accountApi.removeApp}
        done={() => changed(t('removed'))}
        next={next}
      >
        {t('remove.text')}
      </AskBefore>
    </div>
  );
}

interface CodesProps {
  recoveryCodes: NonNullable<FactorsView['recoveryCodes']>;
  made: (codes: string[]) => void;
}

function Codes({ recoveryCodes: { left, madeAt }, made }: CodesProps) {
  const t = useTranslations('security.codes');
  const { run } = useStepUp();
  const router = useRouter();
  return (
    <div className="card flex flex-wrap items-center justify-between gap-4 p-4">
      <div>
        <p className="font-semibold">{t('left', { count: left })}</p>
        <p className="text-sm text-muted">
          {t.rich('madeAt', { time: () => <Time instant={madeAt} style="short" /> })}
        </p>
      </div>
      <ActButton
        act={() => run(accountApi.newRecoveryCodes)}
        done={({ recoveryCodes }) => {
          made(recoveryCodes);
          router.refresh();
        }}
      >
        {t('make')}
      </ActButton>
    </div>
  );
}
