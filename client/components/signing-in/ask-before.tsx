'use client';
import { type ComponentType, useRef, useState } from 'react';
import type { Asked } from '@/components/ui/asking';
import type { Question } from '@/components/ui/confirm-dialog';
import { useHydrated } from '@/components/ui/use-hydrated';
import { useStepUp } from './step-up';

interface Props extends Question {
  label: string;
  /** What tells it from other buttons of the same words. */
  name?: string;
  className?: string;
}

/** A button that asks whether it is meant, once it is known who presses it: two dialogs at once would be one too many. */
export function AskBefore({ label, name, className = 'button-quiet', ...question }: Props) {
  const { ensure } = useStepUp();
  const hydrated = useHydrated();
  const asker = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [Dialog, setDialog] = useState<ComponentType<Question & Asked>>();

  async function ask() {
    const loaded = await import('@/components/ui/confirm-dialog').catch(() => undefined);
    if (!loaded || !(await ensure())) return;
    setDialog(() => loaded.ConfirmDialog);
    setOpen(true);
  }

  return (
    <>
      <button
        ref={asker}
        type="button"
        disabled={!hydrated}
        aria-haspopup="dialog"
        aria-label={name}
        onClick={ask}
        className={`button ${className}`}
      >
        {label}
      </button>
      {Dialog && <Dialog {...question} open={open} setOpen={setOpen} asker={asker} />}
    </>
  );
}
