'use client';
import { CloudOff, ListChecks, Wifi, WifiOff } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useHydrated } from '@/components/forms/field';
import { Confirm } from '@/components/ui/confirm';
import { LocalTime } from '@/components/ui/local-time';
import { Notice } from '@/components/ui/notice';
import { type Result, wordsOf } from '@/lib/api/result';
import { signInPath } from '@/lib/links';
import type { useDoor } from './use-door';

type Props = Pick<ReturnType<typeof useDoor>, 'door' | 'kept' | 'waiting' | 'online' | 'problem' | 'take' | 'giveBack'>;

/** Whether there is a connection, what this device can do without one, and what it still has to send. */
export function Connection({ door, kept, waiting, online, problem, take, giveBack }: Props) {
  const Icon = online ? Wifi : WifiOff;
  return (
    <section aria-labelledby="connection" className="card space-y-4 p-5">
      <h2 id="connection" className="font-semibold">
        Without a connection
      </h2>
      <div role="status" className="space-y-2" data-testid="connection">
        <p className="flex gap-3">
          <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>
            {online && 'Connected.'}
            {!online && kept?.listAt && 'No connection. This device lets people in by its own guest list.'}
            {!online && !kept?.listAt && 'No connection. This device has no guest list, so it can let nobody in.'}
          </span>
        </p>
        {waiting > 0 && (
          <p className="flex gap-3 font-semibold">
            <CloudOff aria-hidden className="mt-0.5 size-5 shrink-0" />
            {waiting === 1 ? '1 scan is to be sent.' : `${waiting} scans are to be sent.`}
          </p>
        )}
        {problem === 401 && (
          <Notice kind="warn">
            You are signed out.{' '}
            <Link className="link" href={signInPath(`/sell/${door.lease?.ticketId ?? kept?.ticketId ?? ''}/check-in`)}>
              Sign in to go on.
            </Link>
          </Notice>
        )}
        {problem === 403 && <Notice kind="bad">You are no longer named to check in at this event.</Notice>}
      </div>
      <GuestList door={door} kept={kept} waiting={waiting} online={online} take={take} giveBack={giveBack} />
    </section>
  );
}

function GuestList({ door, kept, waiting, online, take, giveBack }: Omit<Props, 'problem'>) {
  const { lease } = door;
  if (kept) {
    return (
      <div className="space-y-4">
        <p className="flex gap-3">
          <ListChecks aria-hidden className="mt-0.5 size-5 shrink-0" />
          {kept.listAt ? (
            <span>
              This device has the guest list, as it was at <LocalTime instant={kept.listAt} style="stamp" />. It can go
              on with it until <LocalTime instant={kept.lease.expiresAt} style="card" />.
            </span>
          ) : (
            <span>This device has the guest list, but has not read all of it yet.</span>
          )}
        </p>
        <Act label="Give the list back" disabled={!online || waiting > 0} act={giveBack} />
      </div>
    );
  }
  if (lease) {
    return (
      <div className="space-y-4">
        <p className="flex gap-3">
          <ListChecks aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span>
            Another device has the guest list: {lease.deviceName}, taken by{' '}
            {lease.holder ?? 'someone whose account is gone'}. It was last heard of{' '}
            <LocalTime instant={lease.renewedAt} style="stamp" />.
          </span>
        </p>
        <Confirm
          label="Take the list over"
          confirmLabel="Take it over"
          title="Take the guest list over?"
          danger
          act={() => take(true)}
          done={() => {}}
        >
          If that device has no connection right now, it goes on letting people in and does not hear of this. Should
          both let the same ticket in, you see it here once it is connected again.
        </Confirm>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      <p className="text-muted">
        No device has the guest list. The one that takes it can go on when the connection is lost.
      </p>
      <Act label="Take the guest list" disabled={!online} act={() => take(false)} />
    </div>
  );
}

interface ActProps {
  label: string;
  disabled: boolean;
  act: () => Promise<Result<unknown>>;
}

function Act({ label, disabled, act }: ActProps) {
  const [state, setState] = useState<{ busy: boolean; words?: string }>({ busy: false });
  const hydrated = useHydrated();
  async function run() {
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, words: wordsOf(answer.problem) });
  }
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        disabled={disabled || state.busy || !hydrated}
        onClick={run}
      >
        {state.busy ? 'One moment…' : label}
      </button>
      <div role="alert" className="empty:hidden">
        {state.words && <Notice kind="bad">{state.words}</Notice>}
      </div>
    </>
  );
}
