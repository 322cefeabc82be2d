/**
 * Calls `ring` after the least of the pauses asked for, in milliseconds. Of several only the first to end is kept: a worker
 * that is woken early looks again at its next turn.
 */
export function alarm(ring: () => void): (afterMs: number) => void {
  let timer: NodeJS.Timeout | undefined;
  let at = Number.POSITIVE_INFINITY;
  return (afterMs) => {
    const end = performance.now() + afterMs;
    if (end >= at) return;
    clearTimeout(timer);
    at = end;
    timer = setTimeout(() => {
      at = Number.POSITIVE_INFINITY;
      ring();
    }, afterMs);
    timer.unref();
  };
}
