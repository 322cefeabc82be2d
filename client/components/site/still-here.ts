import { useEffect } from 'react';
import { accountApi } from '@/lib/api/account-browser';

/** The API takes no more, and a session may be left alone for longer. */
const EVERY_MS = 5 * 60_000;
/** When it was said last, by any tab of this browser. */
const SAID = 'still-here';

/** A session that is left alone ends. This says that it is not: a page was opened, or something on it was done. */
export function useStillHere(): void {
  useEffect(() => {
    say();
    document.addEventListener('pointerdown', say);
    document.addEventListener('keydown', say);
    return () => {
      document.removeEventListener('pointerdown', say);
      document.removeEventListener('keydown', say);
    };
  }, []);
}

let saidHere = 0;

function say(): void {
  const now = Date.now();
  if (now - lastSaid() < EVERY_MS) return;
  saidHere = now;
  try {
    localStorage.setItem(SAID, String(now));
  } catch {
    // A browser that keeps nothing says it once more for each tab.
  }
  void accountApi.stillHere();
}

function lastSaid(): number {
  try {
    return Math.max(saidHere, Number(localStorage.getItem(SAID)));
  } catch {
    return saidHere;
  }
}
