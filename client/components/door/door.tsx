'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { CodeForm } from './code-form';
import { Conflicts } from './conflicts';
import { Connection } from './connection';
import type { Outcome } from './outcome';
import { Result } from './result';
import { Scanner } from './scanner';
import { type DoorState, useDoor } from './use-door';

/** The door: scan or type a code, and see from afar whether its holder may come in. */
export function Door({ ticketId, initial }: { ticketId: string; initial: DoorState }) {
  const state = useDoor(ticketId, initial);
  const { door, conflicts, waiting, check: decide, look } = state;
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const check = useCallback(
    async (code: string) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setOutcome(undefined);
      const next = await decide(code);
      setOutcome(next);
      navigator.vibrate?.(next.kind === 'admitted' ? 80 : [120, 80, 120]);
      running.current = false;
      setBusy(false);
      if (!('offline' in next)) void look();
    },
    [decide, look],
  );

  return (
    <div className="space-y-6">
      <Result outcome={outcome} busy={busy} />
      <Scanner found={check} />
      <CodeForm busy={busy} submit={check} />
      <Counts issued={door.issued} redeemed={door.redeemed + waiting} />
      <Connection {...state} />
      <Conflicts conflicts={conflicts} />
    </div>
  );
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
