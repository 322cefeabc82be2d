'use client';
import { useCallback, useRef, useState } from 'react';
import { v7 as uuid } from 'uuid';
import { browserApi } from '@/lib/api/browser';
import { CodeForm } from './code-form';
import { type Outcome, readOutcome } from './outcome';
import { Result } from './result';
import { Scanner } from './scanner';

interface DoorCounts {
  issued: number;
  redeemed: number;
}

/** The door: scan or type a code, and see from afar whether its holder may come in. */
export function Door({ ticketId, counts: initial }: { ticketId: string; counts: DoorCounts }) {
  const [counts, setCounts] = useState(initial);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const check = useCallback(
    async (code: string) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setOutcome(undefined);
      // One id for this scan: should the answer get lost on the way, asking again is not a second use.
      const answer = await browserApi.tickets.checkIn(ticketId, { scanId: uuid(), code });
      const next = readOutcome(answer);
      setOutcome(next);
      navigator.vibrate?.(next.kind === 'admitted' ? 80 : [120, 80, 120]);
      running.current = false;
      setBusy(false);
      const list = await browserApi.tickets.door(ticketId);
      if (list.ok) setCounts({ issued: list.data.issued, redeemed: list.data.redeemed });
    },
    [ticketId],
  );

  return (
    <div className="space-y-6">
      <Result outcome={outcome} busy={busy} />
      <Scanner found={check} />
      <CodeForm busy={busy} submit={check} />
      <Counts counts={counts} />
    </div>
  );
}

function Counts({ counts: { issued, redeemed } }: { counts: DoorCounts }) {
  return (
    <section aria-label="Guests" className="card p-5">
      <p className="flex items-baseline justify-between gap-4">
        <span className="font-semibold">Let in</span>
        <span className="headline figures text-3xl" data-testid="admitted">
          {redeemed} of {issued}
        </span>
      </p>
      <progress
        aria-label="Guests let in"
        value={redeemed}
        max={Math.max(1, issued)}
        className="mt-3 h-3 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-good [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-good"
      />
    </section>
  );
}
