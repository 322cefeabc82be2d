'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';

interface Props<T> {
  act: () => Promise<Result<T>>;
  done: (data: T) => void;
  className?: string;
  children: ReactNode;
}

/** A button that does one thing; what goes wrong is said below it. */
export function ActButton<T>({ act, done, className = 'button-quiet', children }: Props<T>) {
  const t = useTranslations('ui.form');
  const { sentencesOf } = useProblemWords();
  const hydrated = useHydrated();
  const [state, setState] = useState<{ busy: boolean; words?: string }>({ busy: false });

  async function press() {
    if (state.busy || !hydrated) return;
    setState({ busy: true });
    const answer = await act();
    setState(answer.ok ? { busy: false } : { busy: false, words: sentencesOf(answer.problem.errors) });
    if (answer.ok) done(answer.data);
  }

  return (
    <div>
      {/* Not `disabled` while it works: the focus would be lost. */}
      <button
        type="button"
        disabled={!hydrated}
        aria-disabled={state.busy || undefined}
        onClick={press}
        className={`button ${className}`}
      >
        {state.busy ? t('wait') : children}
      </button>
      <div role="alert" className="not-empty:mt-3">
        {state.words && <Notice kind="bad">{state.words}</Notice>}
      </div>
    </div>
  );
}
