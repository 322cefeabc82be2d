'use client';
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { type ApiProblem, type Result, sentence, wordsOf } from '@/lib/api/result';

interface FormState {
  pending: boolean;
  problem: ApiProblem | undefined;
}
const Context = createContext<FormState>({ pending: false, problem: undefined });

export const useForm = () => useContext(Context);
export const useFieldError = (name: string): string | undefined =>
  useForm()
    .problem?.errors.filter(({ field }) => field === name)
    .map(({ message }) => message)
    .join(', ') || undefined;

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
          {state.problem && <Notice kind="bad">{aboveForm(state.problem, fields)}</Notice>}
        </div>
        <div className={className}>{children}</div>
      </form>
    </Context>
  );
}

function aboveForm(problem: ApiProblem, fields: readonly string[]): string {
  const elsewhere = problem.errors.filter(({ field }) => !field || !fields.includes(field));
  if (problem.errors.length > 0 && elsewhere.length === 0) return 'Please check what is marked below.';
  return elsewhere.length > 0 ? elsewhere.map(({ message }) => sentence(message)).join(' ') : wordsOf(problem);
}
