'use client';
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import { type ApiProblem, type Result, sentence, wordsOf } from '@/lib/api/result';

interface FormState {
  pending: boolean;
  problem: ApiProblem | undefined;
  /** What is wrong with the fields that were looked at since it was sent last; undefined where nothing is. */
  early: Record<string, string | undefined>;
}
const START: FormState = { pending: false, problem: undefined, early: {} };
const Context = createContext(START);

export const useForm = () => useContext(Context);
export function useFieldError(name: string): string | undefined {
  const { problem, early } = useForm();
  return name in early ? early[name] : messagesAt(name, problem?.errors);
}

const messagesAt = (name: string, errors: { field?: string | undefined; message: string }[] = []): string | undefined =>
  errors
    .filter(({ field }) => field === name)
    .map(({ message }) => message)
    .join(', ') || undefined;

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
    if (errors) setState((now) => ({ ...now, early: { ...now.early, [name]: messagesAt(name, errors) } }));
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
