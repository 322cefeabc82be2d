'use client';
import { CloudOff, ListChecks, Wifi, WifiOff } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Confirm } from '@/components/ui/confirm';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ApiProblem, Result } from '@/lib/api/result';
import { signInPath } from '@/lib/links';
import { useProblemWords } from '@/lib/problem-words';
import type { useDoor } from './use-door';

type Props = Pick<ReturnType<typeof useDoor>, 'door' | 'kept' | 'waiting' | 'online' | 'problem' | 'take' | 'giveBack'>;

/** Whether there is a connection, what this device can do without one, and what it still has to send. */
export function Connection({ door, kept, waiting, online, problem, take, giveBack }: Props) {
  const t = useTranslations('door.connection');
  const Icon = online ? Wifi : WifiOff;
  const signIn = signInPath(`/sell/${door.lease?.ticketId ?? kept?.ticketId ?? ''}/check-in`);
  return (
    <section aria-labelledby="connection" className="card space-y-4 p-5">
      <h2 id="connection" className="font-semibold">
        {t('title')}
      </h2>
      <div role="status" className="space-y-2" data-testid="connection">
        <p className="flex gap-3">
          <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>{t(online ? 'online' : kept?.listAt ? 'offline' : 'noList')}</span>
        </p>
        {waiting > 0 && (
          <p className="flex gap-3 font-semibold">
            <CloudOff aria-hidden className="mt-0.5 size-5 shrink-0" />
            {t('waiting', { count: waiting })}
          </p>
        )}
        {problem === 401 && (
          <Notice kind="warn">
            {t.rich('signedOut', {
              go: (words) => (
                <Link className="link" href={signIn}>
                  {words}
                </Link>
              ),
            })}
          </Notice>
        )}
        {problem === 403 && <Notice kind="bad">{t('noLongerStaff')}</Notice>}
      </div>
      <GuestList door={door} kept={kept} waiting={waiting} online={online} take={take} giveBack={giveBack} />
    </section>
  );
}

function GuestList({ door, kept, waiting, online, take, giveBack }: Omit<Props, 'problem'>) {
  const t = useTranslations('door.list');
  const { lease } = door;
  if (kept) {
    return (
      <div className="space-y-4">
        <p className="flex gap-3">
          <ListChecks aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>
            {kept.listAt
              ? t.rich('here', {
                  time: () => <Time instant={kept.listAt ?? ''} style="stamp" />,
                  until: () => <Time instant={kept.lease.expiresAt} style="short" />,
                })
              : t('unread')}
          </span>
        </p>
        <Act label={t('giveBack')} disabled={!online || waiting > 0} act={giveBack} />
      </div>
    );
  }
  if (lease) {
    const { deviceName: device, holder } = lease;
    const time = () => <Time instant={lease.renewedAt} style="stamp" />;
    return (
      <div className="space-y-4">
        <p className="flex gap-3">
          <ListChecks aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>
            {holder ? t.rich('elsewhere', { device, holder, time }) : t.rich('elsewhereUnknown', { device, time })}
          </span>
        </p>
        <Confirm
          label={t('takeOver.ask')}
          confirmLabel={t('takeOver.confirm')}
          title={t('takeOver.title')}
          danger
          act={() => take(true)}
          done={() => {}}
        >
          {t('takeOver.text')}
        </Confirm>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      <p className="text-muted">{t('nobody')}</p>
      <Act label={t('take')} disabled={!online} act={() => take(false)} />
    </div>
  );
}

interface ActProps {
  label: string;
  disabled: boolean;
  act: () => Promise<Result<unknown>>;
}

function Act({ label, disabled, act }: ActProps) {
  const [state, setState] = useState<{ busy: boolean; problem?: ApiProblem }>({ busy: false });
  const t = useTranslations('door.connection');
  const { wordsOf } = useProblemWords();
  const hydrated = useHydrated();
  async function run() {
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, problem: answer.problem });
  }
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        disabled={disabled || state.busy || !hydrated}
        onClick={run}
      >
        {state.busy ? t('wait') : label}
      </button>
      <div role="alert" className="empty:hidden">
        {state.problem && <Notice kind="bad">{wordsOf(state.problem)}</Notice>}
      </div>
    </>
  );
}
