'use client';
import { useTranslations } from 'next-intl';
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { Notice } from '@/components/ui/notice';
import type { ApiProblem, Result } from '@/lib/api/result';
import { useProblemWords } from '@/lib/problem-words';

interface FormState {
  pending: boolean;
  problem: ApiProblem | undefined;
  /** What is wrong with the fields that were looked at since it was sent last. */
  early: Record<string, ApiProblem['errors']>;
}
/** In the place of a value that is no value. */
const NOT_UNDERSTOOD = '?';
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
  /**
   * All that would be wrong with these values: asked when a field that was typed in is left, from then on at each change, and
   * before anything is sent.
   */
  check?: (values: Record<string, string>) => Promise<ApiProblem['errors']>;
  /** The names of the fields inside, so that an error about any other member is said above the form. */
  fields: readonly string[];
  className?: string;
  children: ReactNode;
}

/**
 * Sends its values to the API and puts each error at its field. The inputs keep what was typed. The first wrong one comes
 * into view and gets the focus, or the message above the form where none is to blame. `method="post"` keeps passwords out
 * of the address should the form be sent before scripts have loaded.
 */
export function Form<T>({ submit, done, check, fields, className = 'space-y-5', children }: Props<T>) {
  const form = useRef<HTMLFormElement>(null);
  const message = useRef<HTMLDivElement>(null);
  const [state, setState] = useState(START);
  const typed = useRef(new Set<string>());

  /** Of what its browser cannot make sense of (half a date), a form would say nothing, as if it had been left empty. */
  function values(): Record<string, string> {
    const sent = [...new FormData(form.current!)].map(([name, value]) => [name, String(value)]);
    const inputs = [...form.current!.querySelectorAll('input')].filter(({ validity }) => validity.badInput);
    return Object.fromEntries([...sent, ...inputs.map(({ name }) => [name, NOT_UNDERSTOOD])]);
  }

  /** What is wrong so far; undefined also if that cannot be checked (its rules did not load): the service will. */
  const findErrors = async () => await check?.(values()).catch(() => undefined);

  /** Looks at these fields, and again at those looked at before: what is wrong with one may depend on another. */
  async function look(...names: string[]) {
    const errors = await findErrors();
    if (errors) setState((now) => ({ ...now, early: byField([...Object.keys(now.early), ...names], errors) }));
  }

  function onInput({ target }: FormEvent) {
    const { name } = target as HTMLInputElement;
    typed.current.add(name);
    if (Object.keys(state.early).length > 0) look();
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
    const errors = (await findErrors()) ?? [];
    if (errors.length > 0) {
      const early = byField(fields, errors);
      return setState({ ...START, early, problem: { status: 400, title: '', errors } });
    }
    const answer = await submit(values());
    setState({ ...START, problem: answer.ok ? undefined : answer.problem });
    if (answer.ok) done(answer.data);
  }

  const { problem } = state;
  // Once what is wrong is on the page: it may have moved what is below.
  useEffect(() => {
    if (!problem) return;
    const inputs = [...form.current!.querySelectorAll<HTMLElement>('input:not([type=hidden]), select, textarea')];
    const wrong = inputs.filter((input) => errorsAt(input.getAttribute('name') ?? '', problem.errors).length > 0);
    for (const input of wrong) unfold(input);
    const shown = wrong[0] ?? message.current!;
    shown.focus({ preventScroll: true });
    shown.scrollIntoView({ block: 'center' });
  }, [problem]);

  return (
    <Context value={state}>
      <form ref={form} method="post" noValidate onSubmit={onSubmit} onInput={onInput} onBlur={onBlur}>
        <div ref={message} role="alert" tabIndex={-1} className="rounded-xl not-empty:mb-5">
          {problem && <AboveForm problem={problem} fields={fields} />}
        </div>
        <div className={className}>{children}</div>
      </form>
    </Context>
  );
}

/** The errors of each of these fields. */
const byField = (names: readonly string[], errors: ApiProblem['errors']): FormState['early'] =>
  Object.fromEntries(names.map((name) => [name, errorsAt(name, errors)]));

/** Opens whatever is folded around an element. */
function unfold(element: HTMLElement) {
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
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
