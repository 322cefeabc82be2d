'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import type { Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';
import type { Asked } from './asking';
import { Notice } from './notice';

export interface Question {
  confirmLabel: string;
  title: string;
  children: ReactNode;
  danger?: boolean | undefined;
  /** What else is to be chosen, below the question. */
  fields?: ReactNode;
  act: () => Promise<Result<unknown>>;
  done: () => void;
  /** What has the focus once it is done, where that is not the button that asked. */
  next?: (() => HTMLElement | null) | undefined;
}

/** What goes wrong is said inside the dialog, which stays until the answer is there: Escape would hide how it ended. */
export function ConfirmDialog(props: Question & Asked) {
  const { open, setOpen, asker, confirmLabel, title, children, danger, fields, act, done, next } = props;
  const isDone = useRef(false);
  const [state, setState] = useState<{ busy: boolean; words?: string }>({ busy: false });
  const t = useTranslations('ui.confirm');
  const { wordsOf } = useProblemWords();

  function change(is: boolean) {
    if (state.busy) return;
    isDone.current = false;
    setState({ busy: false });
    setOpen(is);
  }

  async function confirm() {
    if (state.busy) return;
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, words: wordsOf(answer.problem) });
    if (!answer.ok) return;
    isDone.current = true;
    setOpen(false);
    done();
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-[rgb(20_8_16/0.6)]" />
        <AlertDialog.Popup
          finalFocus={() => (isDone.current && next?.()) || asker.current}
          className="card fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 overflow-y-auto p-6 text-ink"
        >
          <AlertDialog.Title className="headline text-3xl">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-3 text-muted" render={<div />}>
            {children}
          </AlertDialog.Description>
          {fields}
          <div role="alert" className="mt-3">
            {state.words && <Notice kind="bad">{state.words}</Notice>}
          </div>
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            {/* First, so that it has the focus: Enter pressed by habit does no harm. */}
            <AlertDialog.Close className="button button-quiet">{t('back')}</AlertDialog.Close>
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
