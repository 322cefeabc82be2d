'use client';
import { type ComponentType, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

/** What a dialog is given by the button that opens it. */
export interface Asked {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Has the focus again once the dialog is closed. */
  asker: RefObject<HTMLButtonElement | null>;
}

/** What is said of the button itself. */
export interface Askable {
  label: string;
  className?: string | undefined;
  /** There is nothing to ask about now. */
  disabled?: boolean | undefined;
  /** Told when the question is asked, and when it is answered or left. */
  opened?: ((is: boolean) => void) | undefined;
}

interface Props<Question> extends Askable {
  danger?: boolean | undefined;
  load: () => Promise<ComponentType<Question & Asked>>;
  question: Question;
}

/** A button that asks before it acts. The dialog comes once the page is there, so that no page waits for it. */
export function Asking<Question extends object>(props: Props<Question>) {
  const { label, danger, className = '', disabled = false, opened, load, question } = props;
  const [open, setOpen] = useState(false);
  const [Dialog, setDialog] = useState<ComponentType<Question & Asked>>();
  const asker = useRef<HTMLButtonElement>(null);
  const hydrated = useHydrated();

  // Without a connection it may not come; the next press tries again.
  const fetch = useCallback(async () => {
    const loaded = await load().catch(() => undefined);
    if (loaded) setDialog(() => loaded);
  }, [load]);
  useEffect(() => void fetch(), [fetch]);

  function change(is: boolean) {
    setOpen(is);
    opened?.(is);
  }

  function ask() {
    change(true);
    if (!Dialog) void fetch();
  }

  return (
    <>
      <button
        ref={asker}
        type="button"
        disabled={disabled || !hydrated}
        aria-haspopup="dialog"
        onClick={ask}
        className={`button ${danger ? 'button-danger' : 'button-quiet'} ${className}`}
      >
        {label}
      </button>
      {Dialog && <Dialog {...question} open={open} setOpen={change} asker={asker} />}
    </>
  );
}
