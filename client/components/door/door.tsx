'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { useAsOf } from '@/components/ui/as-of';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { CodeForm } from './code-form';
import { Conflicts } from './conflicts';
import { Connection } from './connection';
import { type Outcome, scanOf } from './outcome';
import { Result } from './result';
import { Scanner } from './scanner';
import { UndoScan } from './undo-scan';
import { type DoorState, useDoor } from './use-door';

interface Props {
  ticketId: string;
  initial: DoorState;
  /** Scans count from then on; null: always, or nobody knows now. */
  countsFrom: string | null;
}

/** The door: scan or type a code, and see from afar whether its holder may come in. */
export function Door({ ticketId, initial, countsFrom }: Props) {
  const state = useDoor(ticketId, initial);
  const { door, conflicts, waiting, check: decide, undo, look } = state;
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  /** Something is decided, or a question asked: until that is done, nothing is scanned. */
  const running = useRef(false);

  const check = useCallback(
    async (code: string) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setOutcome(undefined);
      const next = await decide(code);
      setOutcome(next);
      navigator.vibrate?.(next.kind === 'admitted' || next.kind === 'again' ? 80 : [120, 80, 120]);
      running.current = false;
      setBusy(false);
      if (!('offline' in next)) void look();
    },
    [decide, look],
  );

  return (
    <div className="space-y-6">
      {countsFrom && <CountsFrom instant={countsFrom} />}
      <Result outcome={outcome} busy={busy} />
      <UndoScan
        scanId={scanOf(outcome)}
        undo={undo}
        asking={(is) => {
          running.current = is;
        }}
        done={({ number, of }) => {
          setOutcome({ kind: 'undone', ticket: { number, of } });
          void look();
        }}
      />
      <Scanner found={check} />
      <CodeForm busy={busy} submit={check} />
      <Counts issued={door.issued} redeemed={door.redeemed + waiting} />
      <Connection {...state} />
      <Conflicts conflicts={conflicts} />
    </div>
  );
}

/** Said until then, so that nobody wonders why a scan lets nobody in. */
function CountsFrom({ instant }: { instant: string }) {
  const [t, asOf] = [useTranslations('door'), useAsOf([instant])];
  if (new Date(instant) <= asOf) return null;
  return <Notice kind="info">{t.rich('onlyChecks', { time: () => <Time instant={instant} style="short" /> })}</Notice>;
}

function Counts({ issued, redeemed }: { issued: number; redeemed: number }) {
  const t = useTranslations('door.guests');
  return (
    <section aria-label={t('name')} className="card p-5">
      <p className="flex items-baseline justify-between gap-4">
        <span className="font-semibold">{t('letIn')}</span>
        <span className="headline figures text-3xl" data-testid="admitted">
          {t('count', { redeemed, issued })}
        </span>
      </p>
      <progress
        aria-label={t('progress')}
        value={redeemed}
        max={Math.max(1, issued)}
        className="mt-3 h-3 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-good [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-good"
      />
    </section>
  );
}
