import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The places where a process may be made to die, or to lose an answer, as the rewritten code calls them. At each it looks for the file
 * `<state>/crash/<process>`: one line, a point and perhaps what it is about, such as `after-stripe capture`.
 *
 * - `before-commit`, `after-commit` · `event` or `command`: what caused the transaction
 * - `commit-unheard` · the same: it goes on, and does not hear that the commit was done
 * - `before-stripe`, `after-stripe` · the step, such as `confirm`
 * - `before-publish`, `after-publish` · the event's type
 * - `before-ack`, `after-ack` · the consumer's name
 *
 * @param {string} state @param {string} name of the process
 */
export function faultPoints(state, name) {
  const file = join(state, 'crash', name);

  /** @param {string} point @param {string} about */
  const isArmed = (point, about) => {
    if (!existsSync(file)) return false;
    const [wanted, only] = readFileSync(file, 'utf8').trim().split(' ');
    return wanted === point && (only === undefined || only === about);
  };

  /** @param {string} point @param {string} about */
  const disarm = (point, about) => {
    if (!isArmed(point, about)) return false;
    rmSync(file, { force: true });
    return true;
  };

  /** @param {string} point @param {string} about */
  const reach = (point, about) => {
    if (disarm(point, about)) process.kill(process.pid, 'SIGKILL');
  };

  /** @template T @param {'stripe' | 'publish'} what @param {string} about @param {() => Promise<T>} act */
  const around = async (what, about, act) => {
    reach(`before-${what}`, about);
    const result = await act();
    reach(`after-${what}`, about);
    return result;
  };

  return {
    /** @param {{ causationId: string | null }} trace @param {() => Promise<void>} commit */
    async commit({ causationId }, commit) {
      const about = causationId === null ? 'command' : 'event';
      reach('before-commit', about);
      await commit();
      if (disarm('commit-unheard', about)) throw new Error('Connection terminated unexpectedly');
      reach('after-commit', about);
    },

    /** @template T @param {string} step @param {() => Promise<T>} ask */
    stripe: (step, ask) => around('stripe', step, ask),

    /** @template T @param {string} type @param {() => Promise<T>} publish */
    publish: (type, publish) => around('publish', type, publish),

    /** @param {string} consumer @param {{ ack: () => void, ackAck: () => Promise<boolean> }} message */
    async ack(consumer, message) {
      reach('before-ack', consumer);
      // An ordinary ack is only on its way when `ack` returns: the process would die before the broker heard of it.
      if (isArmed('after-ack', consumer)) await message.ackAck();
      else message.ack();
      reach('after-ack', consumer);
    },
  };
}
