/** How long a look waits at least, so that it takes in all that makes looks due meanwhile. */
export const GATHER_MS = 500;

/** Returns a function that rings in so many milliseconds, unless it is going to sooner already. */
export function alarm(ring: () => void): (ms: number) => void {
  let timer: NodeJS.Timeout | undefined;
  let at = Number.POSITIVE_INFINITY;
  return (ms) => {
    if (performance.now() + ms >= at) return;
    clearTimeout(timer);
    at = performance.now() + ms;
    timer = setTimeout(() => {
      at = Number.POSITIVE_INFINITY;
      ring();
    }, ms).unref();
  };
}
