import { setMaxListeners } from 'node:events';

/**
 * Ctrl-C, or being asked to end, aborts the returned signal; a second Ctrl-C calls `onImpatience`.
 * @param {() => void} onImpatience
 */
export function stopSignal(onImpatience) {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // all that is under way listens to it
  let since = 0;
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        since = performance.now();
        controller.abort();
      } else if (name === 'SIGINT' && performance.now() - since > 500) {
        onImpatience(); // terminals and npm may send the first one twice
      }
    });
  }
  return controller.signal;
}

/** Resolves when the signal is aborted. @param {AbortSignal} signal @returns {Promise<void>} */
export function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}
