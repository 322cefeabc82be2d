import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { histories, live } from './histories.ts';
import { newTally } from './outcomes.ts';
import { tellStory } from './story.ts';

const HISTORIES = Number(process.env.MODEL_HISTORIES ?? 3_000);
const SEED = Number(process.env.MODEL_SEED ?? 1);
/** The number of a history that failed before, to begin with it. */
const PATH = process.env.MODEL_PATH;
const PROGRESS_MS = 5_000;
const HOUR_MS = 60 * 60 * 1000;

const say = (line: string) => void process.stderr.write(`    ${line}\n`);
const count = (number: number) => number.toLocaleString('en');

test(
  'whatever happens in whatever order, every promise is kept',
  () => {
    const tally = newTally();
    const began = performance.now();
    let told = began;
    let happenings = 0;
    let lived = 0;
    const anyHistory = fc.property(histories, (history) => {
      const world = live(history);
      tally.add(world);
      lived += 1;
      for (const _ of history) happenings += 1;
      if (performance.now() - told < PROGRESS_MS) return;
      told = performance.now();
      say(`progress: ${count(lived)} of ${count(HISTORIES)} histories`);
    });
    const result = fc.check(anyHistory, { numRuns: HISTORIES, seed: SEED, ...(PATH && { path: PATH }) });

    if (result.failed) {
      const [first] = result.counterexamplePath!.split(':');
      throw new Error(
        `Repeat it with MODEL_SEED=${result.seed} MODEL_PATH=${first}\n\n${tellStory(result.counterexample![0])}`,
      );
    }
    const seconds = (performance.now() - began) / 1000;
    say(
      `measured: ${count(lived)} histories of ${Math.round(happenings / lived)} happenings in ${seconds.toFixed(0)} s`,
    );
    for (const [outcome, times] of tally.counts) say(`measured: ${count(times)} × ${outcome}`);
    // Promises that nothing put to the test would be kept, too.
    if (!PATH) expect([...tally.counts].filter(([, times]) => times === 0)).toEqual([]);
  },
  HOUR_MS,
);
