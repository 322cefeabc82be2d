'use client';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

/** The id of the field, which is where whoever is at the door goes on. */
export const CODE_FIELD = 'code';

/** For codes that are typed, pasted, or come from a hand scanner, which types and presses Enter. */
export function CodeForm({ busy, submit }: { busy: boolean; submit: (code: string) => void }) {
  const t = useTranslations('door.code');
  const input = useRef<HTMLInputElement>(null);
  const hydrated = useHydrated();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const code = input.current?.value.trim();
    if (!input.current || !code || busy) return;
    input.current.value = '';
    input.current.focus();
    submit(code);
  }

  return (
    <form method="post" onSubmit={onSubmit} className="card p-5">
      <label htmlFor={CODE_FIELD} className="mb-1.5 block font-semibold">
        {t('label')}
      </label>
      <div className="flex gap-3">
        <input
          ref={input}
          id={CODE_FIELD}
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          aria-describedby="code-hint"
          spellCheck={false}
          enterKeyHint="go"
          className="input min-w-0 font-mono"
        />
        <button type="submit" disabled={busy || !hydrated} className="button button-primary">
          {t('button')}
        </button>
      </div>
      <p id="code-hint" className="mt-2 text-sm text-muted">
        {t('hint')}
      </p>
    </form>
  );
}
