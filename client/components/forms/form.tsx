'use client';
import { useTranslations } from 'next-intl';
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import type { ApiProblem, Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';

interface FormState {
  pending: boolean;
  problem: ApiProblem | undefined;
}
const Context = createContext<FormState>({ pending: false, problem: undefined });

export const useForm = () => useContext(Context);

/** What is wrong with a field, in words that name it by its label. */
export function useFieldError(name: string, label: string): string | undefined {
  const { atField } = useProblemWords();
  const wrong = useForm().problem?.errors.filter(({ field }) => field === name) ?? [];
  return wrong.map((detail) => atField(detail, label)).join(', ') || undefined;
}

interface Props<T> {
  submit: (values: Record<string, string>) => Promise<Result<T>>;
  done: (data: T) => void;
  /** The names of the fields inside, so that an error about any other member is said above the form. */
  fields: readonly string[];
  className?: string;
  children: ReactNode;
}

/**
 * Sends its values to the API and puts each error at its field. The inputs keep what was typed, and the first wrong one
 * gets the focus. `method="post"` keeps passwords out of the address should the form be sent before scripts have loaded.
 */
export function Form<T>({ submit, done, fields, className = 'space-y-5', children }: Props<T>) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState<FormState>({ pending: false, problem: undefined });

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!form.current || state.pending) return;
    const values = Object.fromEntries([...new FormData(form.current)].map(([name, value]) => [name, String(value)]));
    setState({ pending: true, problem: undefined });
    const answer = await submit(values);
    setState({ pending: false, problem: answer.ok ? undefined : answer.problem });
    if (answer.ok) return done(answer.data);
    const wrong = answer.problem.errors.map(({ field }) => field);
    const inputs = [...form.current.querySelectorAll<HTMLElement>('input, select, textarea')];
    inputs.find((input) => wrong.includes(input.getAttribute('name') ?? undefined))?.focus();
  }

  return (
    <Context value={state}>
      <form ref={form} method="post" noValidate onSubmit={onSubmit}>
        <div role="alert" className="not-empty:mb-5">
          {state.problem && <AboveForm problem={state.problem} fields={fields} />}
        </div>
        <div className={className}>{children}</div>
      </form>
    </Context>
  );
}

function AboveForm({ problem, fields }: { problem: ApiProblem; fields: readonly string[] }) {
  const t = useTranslations('ui.form');
  const { sentencesOf, wordsOf } = useProblemWords();
  const elsewhere = problem.errors.filter(({ field }) => !field || !fields.includes(field));
  const onlyBelow = problem.errors.length > 0 && elsewhere.length === 0;
  return (
    <Notice kind="bad">
      {onlyBelow ? t('check') : elsewhere.length > 0 ? sentencesOf(elsewhere) : wordsOf(problem)}
    </Notice>
  );
}
