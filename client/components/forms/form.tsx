'use client';
import { useTranslations } from 'next-intl';
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import type { ApiProblem, Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';

interface FormState {
  pending: boolean;
  problem: ApiProblem | undefined;
  /** What is wrong with the fields that were looked at since it was sent last. */
  early: Record<string, ApiProblem['errors']>;
}
const START: FormState = { pending: false, problem: undefined, early: {} };
const Context = createContext(START);

export const useForm = () => useContext(Context);

/** What is wrong with a field, in words that name it by its label. */
export function useFieldError(name: string, label: string): string | undefined {
  const { atField } = useProblemWords();
  const { problem, early } = useForm();
  const wrong = early[name] ?? errorsAt(name, problem?.errors);
  // What is not there at all need not be told what else it should be.
  const missing = wrong.find(({ code }) => code === 'required');
  return (missing ? [missing] : wrong).map((detail) => atField(detail, label)).join(', ') || undefined;
}

const errorsAt = (name: string, errors: ApiProblem['errors'] = []) => errors.filter(({ field }) => field === name);

interface Props<T> {
  submit: (values: Record<string, string>) => Promise<Result<T>>;
  done: (data: T) => void;
  /** What would be wrong with these values: asked when a field that was typed in is left, and from then on at each change. */
  check?: (values: Record<string, string>) => Promise<ApiProblem['errors']>;
  /** The names of the fields inside, so that an error about any other member is said above the form. */
  fields: readonly string[];
  className?: string;
  children: ReactNode;
}

/**
 * Sends its values to the API and puts each error at its field. The inputs keep what was typed, and the first wrong one
 * gets the focus. `method="post"` keeps passwords out of the address should the form be sent before scripts have loaded.
 */
export function Form<T>({ submit, done, check, fields, className = 'space-y-5', children }: Props<T>) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState(START);
  const typed = useRef(new Set<string>());

  const values = () =>
    Object.fromEntries([...new FormData(form.current!)].map(([name, value]) => [name, String(value)]));

  /** Looks at one field. A check that cannot be made (its rules did not load) is left to the service. */
  async function look(name: string) {
    const errors = await check?.(values()).catch(() => undefined);
    if (errors) setState((now) => ({ ...now, early: { ...now.early, [name]: errorsAt(name, errors) } }));
  }

  function onInput({ target }: FormEvent) {
    const { name } = target as HTMLInputElement;
    typed.current.add(name);
    if (name in state.early) look(name);
  }

  function onBlur({ target }: FormEvent) {
    const { name } = target as HTMLInputElement;
    if (typed.current.has(name)) look(name);
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!form.current || state.pending) return;
    typed.current.clear();
    setState({ ...START, pending: true });
    const answer = await submit(values());
    setState({ ...START, problem: answer.ok ? undefined : answer.problem });
    if (answer.ok) return done(answer.data);
    const wrong = answer.problem.errors.map(({ field }) => field);
    const inputs = [...form.current.querySelectorAll<HTMLElement>('input, select, textarea')];
    inputs.find((input) => wrong.includes(input.getAttribute('name') ?? undefined))?.focus();
  }

  return (
    <Context value={state}>
      <form ref={form} method="post" noValidate onSubmit={onSubmit} onInput={onInput} onBlur={onBlur}>
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
