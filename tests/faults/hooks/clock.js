import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Sets a process's clock off by the milliseconds in `<state>/clock/<process>`, if there is such a file. Timers run on.
 * @param {string} state @param {string} name of the process
 */
export function setClock(state, name) {
  const file = join(state, 'clock', name);
  if (!existsSync(file)) return;
  const offset = Number(readFileSync(file, 'utf8'));
  const { now } = Date;
  Date.now = () => now() + offset;
  // A proxy has the prototype of the true Date, so what is made elsewhere is still an instance of it.
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [target.now()] : args, self),
  });
}
