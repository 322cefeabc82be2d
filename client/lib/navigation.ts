/** How long the next page may take before it is said to be on its way, and how long that is said at most; in ms. */
const PATIENCE = 300;
const LONGEST = 15_000;

let pending = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(value: boolean) {
  if (pending === value) return;
  pending = value;
  for (const listener of listeners) listener();
}

export const isNavigating = () => pending;

export function onNavigation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A page was asked for. Going back and forth is left alone: the address is the new one already when it begins. */
export function navigationStarts(url: string, type: 'push' | 'replace' | 'traverse'): void {
  const address = (href: string) => href.split('#')[0];
  if (type === 'traverse' || address(new URL(url, window.location.href).href) === address(window.location.href)) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    set(true);
    timer = setTimeout(navigationEnds, LONGEST);
  }, PATIENCE);
}

export function navigationEnds(): void {
  clearTimeout(timer);
  set(false);
}
