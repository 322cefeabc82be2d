'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactNode, useState } from 'react';
import { useHydrated } from '@/components/forms/field';
import { type Result, wordsOf } from '@/lib/api/result';
import { Notice } from './notice';

interface Props {
  /** The words of the button that asks, and of the one that does it. */
  label: string;
  confirmLabel: string;
  title: string;
  children: ReactNode;
  danger?: boolean;
  className?: string;
  act: () => Promise<Result<unknown>>;
  done: () => void;
}

/**
 * A button that asks before it acts. What goes wrong is said inside the dialog, which stays until the answer is there:
 * Escape while the request is under way would hide how it ended.
 */
export function Confirm({ label, confirmLabel, title, children, danger, className = '', act, done }: Props) {
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<{ busy: boolean; words?: string }>({ busy: false });
  const hydrated = useHydrated();

  function change(next: boolean) {
    if (state.busy) return;
    setState({ busy: false });
    setOpen(next);
  }

  async function confirm() {
    if (state.busy) return;
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, words: wordsOf(answer.problem) });
    if (!answer.ok) return;
    setOpen(false);
    done();
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Trigger
        disabled={!hydrated}
        className={`button ${danger ? 'button-danger' : 'button-quiet'} ${className}`}
      >
        {label}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-[rgb(20_8_16/0.6)]" />
        <AlertDialog.Popup className="card fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 overflow-y-auto p-6 text-ink">
          <AlertDialog.Title className="headline text-3xl">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-3 text-muted" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div role="alert" className="mt-3">
            {state.words && <Notice kind="bad">{state.words}</Notice>}
          </div>
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            {/* First, so that it has the focus: Enter pressed by habit does no harm. */}
            <AlertDialog.Close className="button button-quiet">Go back</AlertDialog.Close>
            {/* Not `disabled` while it works: the focus would be lost. */}
            <button
              type="button"
              className={`button ${danger ? 'button-danger' : 'button-primary'}`}
              aria-disabled={state.busy}
              onClick={confirm}
            >
              {confirmLabel}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
