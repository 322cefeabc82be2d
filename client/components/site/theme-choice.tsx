'use client';
import { useState } from 'react';

const themes = { system: 'System', light: 'Light', dark: 'Dark' };
type Theme = keyof typeof themes;

/** House lights up or down; kept in a cookie, so that the server draws the right one from the first byte. */
export function ThemeChoice({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState<Theme>(initial);

  function choose(next: Theme) {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every supported browser.
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  }

  return (
    <fieldset>
      <legend className="eyebrow text-stage-muted">Lights</legend>
      <div className="mt-2 flex flex-col">
        {Object.entries(themes).map(([value, name]) => (
          <label key={value} className="flex items-center gap-2 py-1.5">
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => choose(value as Theme)}
              className="size-4 accent-spot"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
