/** Writes things down as they come: those that come during a write are the next one. Resolves once a thing is written. */
export function asTheyCome<T>(write: (things: T[]) => Promise<void>): (thing: T) => Promise<void> {
  const waiting: T[] = [];
  let writing: Promise<void> | undefined;
  const writeAll = async () => {
    while (waiting.length > 0) await write(waiting.splice(0));
  };
  return (thing) => {
    waiting.push(thing);
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };
}
