'use client';
import { LoaderCircle, Search as SearchIcon } from 'lucide-react';
import Form from 'next/form';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useLayoutEffect, useRef, useTransition } from 'react';
import { flushSync } from 'react-dom';
import type { Search } from '@/lib/listing-search';
import { searchPath } from '@/lib/search-path';
import { useStage } from './stage';

/** Below the width at which the design has room beside. */
const PHONE = '(width < 40rem)';

/** How long after the last letter the search begins, in ms. */
const PAUSE = 300;

/**
 * Searches as one types. The words are always in the address, one entry of the history for each spell of typing. Without
 * scripts it is a plain form.
 */
export function SearchBox({ search }: { search: Search }) {
  const { q = '', cursor, ...others } = search;
  const t = useTranslations('home.search');
  const router = useRouter();
  const [pending, start] = useTransition();
  const { held, stepBack } = useStage();
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The words that were last asked for from here, until the address says others. */
  const asked = useRef<string>(undefined);
  /** Whether this spell of typing has its entry in the history, which the next words then replace. */
  const entered = useRef(false);
  const toResults = useRef(false);
  const flying = useRef(false);

  function go() {
    clearTimeout(timer.current);
    timer.current = undefined;
    const words = box.current?.value.trim() ?? '';
    if (words === (asked.current ?? q)) return false;
    asked.current = words;
    flying.current = true;
    held.current = true;
    const path = searchPath(others, { q: words || undefined });
    start(() => (entered.current ? router.replace : router.push)(path, { scroll: false }));
    return true;
  }

  function onInput() {
    clearTimeout(timer.current);
    timer.current = setTimeout(go, PAUSE);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    toResults.current = true;
    if (!go() && !pending) showResults();
  }

  function showResults() {
    toResults.current = false;
    entered.current = false;
    flushSync(stepBack);
    document.getElementById('listings')?.focus();
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the scripts were here.
  useEffect(() => {
    if (box.current?.value.trim() !== q) onInput();
    return () => clearTimeout(timer.current);
  }, []);
  // At once, unlike the effect below, which could otherwise take a search begun in between for one that is over.
  useLayoutEffect(() => {
    if (!pending) flying.current = false;
  }, [pending]);
  useEffect(() => {
    if (flying.current || timer.current !== undefined || !box.current) return;
    // Nothing is on its way: the box says what the address says, also after going back.
    if (asked.current !== q) asked.current = undefined;
    entered.current = asked.current !== undefined && document.activeElement === box.current;
    if (box.current.value.trim() !== q) box.current.value = q;
    held.current = false;
    if (toResults.current) showResults();
  });

  return (
    <search className="mt-4 block max-w-2xl">
      <Form
        action="/"
        prefetch={false}
        onSubmit={onSubmit}
        className="flex gap-2 rounded-full bg-white p-1.5 text-black shadow-lift has-[input:focus-visible]:outline-3 has-[input:focus-visible]:outline-spot"
      >
        <label htmlFor="hero-q" className="sr-only">
          {t('label')}
        </label>
        <div className="relative min-w-0 grow">
          <span aria-hidden className="pointer-events-none absolute top-3 left-3 text-[#65535f]">
            {pending ? <LoaderCircle className="size-5 animate-spin" /> : <SearchIcon className="size-5" />}
          </span>
          <input
            ref={box}
            id="hero-q"
            name="q"
            type="search"
            defaultValue={q}
            onInput={onInput}
            onFocus={() => {
              // There is no room on a phone for the stage, a keyboard and what is found.
              if (matchMedia(PHONE).matches) stepBack();
            }}
            onBlur={() => {
              entered.current = false;
            }}
            maxLength={200}
            autoComplete="off"
            enterKeyHint="search"
            placeholder={t('placeholder')}
            className="min-h-11 w-full rounded-full pr-2 pl-11 text-base outline-none placeholder:text-[#65535f] sm:text-lg"
          />
        </div>
        {Object.entries(others).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className="button bg-[#b0123b] text-white hover:bg-[#8c0c2d]">
          {t('button')}
        </button>
      </Form>
    </search>
  );
}
