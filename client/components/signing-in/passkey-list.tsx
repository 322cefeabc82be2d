'use client';
import type { PasskeyView } from '@frontrow/common/contracts';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Submit, TextField } from '@/components/forms/field';
import { Form } from '@/components/forms/form';
import { Time } from '@/components/ui/time';
import { accountApi } from '@/lib/api/account-browser';
import { AskBefore } from './ask-before';
import { useStepUp } from './step-up';

interface Changes {
  changed: (news: string) => void;
  /** What has the focus once a passkey is gone. */
  next: () => HTMLElement | null;
}

export function PasskeyList({ passkeys, ...changes }: { passkeys: PasskeyView[] } & Changes) {
  return (
    <ul className="card divide-y divide-line">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="p-4">
          <Passkey passkey={passkey} {...changes} />
        </li>
      ))}
    </ul>
  );
}

function Passkey({ passkey, changed, next }: { passkey: PasskeyView } & Changes) {
  const t = useTranslations('security.passkeys');
  const { run } = useStepUp();
  const name = passkey.name || t('unnamed');
  const time = (instant: string) => () => <Time instant={instant} style="short" />;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <KeyRound aria-hidden className="size-6 shrink-0 text-muted" />
        <div className="min-w-48 flex-1">
          <p className="font-semibold">
            <bdi>{name}</bdi>
            {passkey.synced && <span className="badge badge-gone ml-2">{t('synced')}</span>}
          </p>
          <p className="text-sm text-muted">
            {t.rich('addedAt', { time: time(passkey.createdAt) })}
            {' · '}
            {passkey.lastUsedAt ? t.rich('usedAt', { time: time(passkey.lastUsedAt) }) : t('unused')}
          </p>
        </div>
        <AskBefore
          label={t('remove.ask')}
          name={t('remove.name', { name })}
          title={t('remove.title', { name })}
          confirmLabel={t('remove.confirm')}
          className="button-danger max-sm:ml-10"
          danger
          act={() => accountApi.removePasskey(passkey.id)}
          done={() => changed(t('removed'))}
          next={next}
        >
          {t('remove.text')}
        </AskBefore>
      </div>
      <details className="mt-2 pl-10">
        <summary className="link w-fit text-sm" aria-label={t('rename.name', { name })}>
          {t('rename.ask')}
        </summary>
        <div className="mt-3">
          <Form
            key={passkey.name}
            fields={['name']}
            submit={({ name: chosen = '' }) => run(() => accountApi.namePasskey(passkey.id, chosen))}
            done={() => changed(t('renamed'))}
          >
            <TextField
              name="name"
              label={t('rename.label')}
              defaultValue={passkey.name}
              maxLength={60}
              autoComplete="off"
              dir="auto"
            />
            <Submit className="button-quiet">{t('rename.save')}</Submit>
          </Form>
        </div>
      </details>
    </>
  );
}
