'use client';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore } from 'react';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const never = () => () => {};
const shownTheme = (): Theme => themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system';

/** House lights up or down; kept in a cookie, so that the server draws the right one from the first byte. */
export function ThemeChoice({ theme: initial }: { theme: Theme }) {
  const t = useTranslations('ui.theme');
  const [chosen, setTheme] = useState<Theme>();
  // A page that everybody gets does not know it; lib/own-page.ts has put it right by now.
  const began = useSyncExternalStore(never, shownTheme, () => initial);
  const theme = chosen ?? began;

  function choose(next: Theme) {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every supported browser.
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  }

  return (
    <fieldset>
      <legend className="eyebrow text-stage-muted">{t('title')}</legend>
      <div className="mt-2 flex flex-col">
        {themes.map((value) => (
          <label key={value} className="flex items-center gap-2 py-1.5">
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => choose(value)}
              className="size-4 accent-spot"
            />
            {t(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
