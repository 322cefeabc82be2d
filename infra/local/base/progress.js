import { until } from './wait.js';

/**
 * Shows steps as they run, with their time: on a terminal the running ones are drawn live below those that are done;
 * elsewhere there is one line for each step done, and a sign of life for those that take long.
 *
 * @typedef {ReturnType<typeof createProgress>} Progress
 * @typedef {(detail: string) => void} Note
 */

const SIGN_OF_LIFE_MS = 30_000;

/** @param {number} since */
export const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {NodeJS.WriteStream} [out] */
export function createProgress(out = process.stdout) {
  const live = Boolean(out.isTTY);
  /** @type {Set<{ label: string, detail: string, since: number }>} */
  const active = new Set();
  let drawn = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  /** @param {string} mark @param {{ label: string, detail: string, since: number }} step */
  const format = (mark, { label, detail, since }) =>
    `  ${mark} ${label.padEnd(34)} ${elapsed(since).padStart(8)}${detail ? `  ${detail}` : ''}`;

  function erase() {
    if (drawn > 0) out.write(`\x1b[${drawn}A\x1b[0J`);
    drawn = 0;
  }

  function draw() {
    if (!live) return;
    for (const step of active) {
      // A line that wraps would be erased only in part.
      out.write(`${format('·', step).slice(0, (out.columns || 80) - 1)}\n`);
      drawn++;
    }
  }

  /** @param {string} line */
  function say(line) {
    erase();
    out.write(`${line}\n`);
    draw();
  }

  function tick() {
    if (live) {
      erase();
      draw();
    } else {
      for (const step of active) say(format('…', step));
    }
  }

  return {
    say,

    /** Resolves when no step is under way, however they end. */
    idle: () => until(() => active.size === 0, { timeoutMs: Number.POSITIVE_INFINITY }),

    /**
     * Runs `work` as a step with this label; what `work` notes is shown beside it.
     * @template T
     * @param {string} label
     * @param {(note: Note) => Promise<T> | T} work
     * @param {(result: T) => boolean} [isGood]
     * @returns {Promise<T>}
     */
    async step(label, work, isGood = () => true) {
      const step = { label, detail: '', since: performance.now() };
      active.add(step);
      timer ??= setInterval(tick, live ? 200 : SIGN_OF_LIFE_MS);
      let mark = '✗';
      try {
        const result = await work((detail) => {
          step.detail = detail;
        });
        if (isGood(result)) mark = '✓';
        return result;
      } finally {
        active.delete(step);
        if (active.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        say(format(mark, step));
      }
    },
  };
}
