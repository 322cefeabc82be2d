'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useRef, useState } from 'react';
import type { Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';
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

/** A button that asks before it acts, in a dialog of the browser's own. What goes wrong is said inside it. */
export function Confirm({ label, confirmLabel, title, children, danger, className = '', act, done }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<{ busy: boolean; words?: string }>({ busy: false });
  const heading = useId();
  const t = useTranslations('ui.confirm');
  const { wordsOf } = useProblemWords();

  async function confirm() {
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, words: wordsOf(answer.problem) });
    if (!answer.ok) return;
    dialog.current?.close();
    done();
  }

  return (
    <>
      <button
        type="button"
        className={`button ${danger ? 'button-danger' : 'button-quiet'} ${className}`}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby={heading}
        className="card m-auto w-[min(28rem,calc(100vw-2rem))] p-6 text-ink"
      >
        <h2 id={heading} className="headline text-3xl">
          {title}
        </h2>
        <div className="mt-3 text-muted">{children}</div>
        <div role="alert" className="mt-3">
          {state.words && <Notice kind="bad">{state.words}</Notice>}
        </div>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <button type="button" className="button button-quiet" onClick={() => dialog.current?.close()}>
            {t('back')}
          </button>
          <button
            type="button"
            className={`button ${danger ? 'button-danger' : 'button-primary'}`}
            disabled={state.busy}
            onClick={confirm}
          >
            {confirmLabel}
          </button>
        </div>
      </dialog>
    </>
  );
}
