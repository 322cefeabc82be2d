/**
 * Work that is done when it is first asked for, and then not again.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {(() => Promise<T>) & { started: () => Promise<T> | undefined }} `started` gives its promise, if it was asked for
 */
export function once(work) {
  /** @type {Promise<T> | undefined} */
  let result;
  const ask = () => {
    result ??= work();
    return result;
  };
  return Object.assign(ask, { started: () => result });
}
