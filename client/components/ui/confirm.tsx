'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ConfirmDialog, Question } from './confirm-dialog';

interface Props extends Question {
  label: string;
  className?: string;
  /** There is nothing to ask about now. */
  disabled?: boolean;
  /** Told when the question is asked, and when it is answered or left. */
  opened?: (is: boolean) => void;
}

/** A button that asks before it acts. The dialog comes once the page is there, so that no page waits for it. */
export function Confirm({ label, className = '', disabled = false, opened, ...question }: Props) {
  const [open, setOpen] = useState(false);
  const [Dialog, setDialog] = useState<typeof ConfirmDialog>();
  const asker = useRef<HTMLButtonElement>(null);
  const hydrated = useHydrated();

  // Without a connection it may not come; the next press tries again.
  const load = useCallback(async () => {
    const loaded = await import('./confirm-dialog').catch(() => undefined);
    if (loaded) setDialog(() => loaded.ConfirmDialog);
  }, []);
  useEffect(() => void load(), [load]);

  function change(is: boolean) {
    setOpen(is);
    opened?.(is);
  }

  function ask() {
    change(true);
    if (!Dialog) void load();
  }

  return (
    <>
      <button
        ref={asker}
        type="button"
        disabled={disabled || !hydrated}
        aria-haspopup="dialog"
        onClick={ask}
        className={`button ${question.danger ? 'button-danger' : 'button-quiet'} ${className}`}
      >
        {label}
      </button>
      {Dialog && <Dialog open={open} setOpen={change} asker={asker} {...question} />}
    </>
  );
}
