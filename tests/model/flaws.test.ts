import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { flaws } from './flaws.ts';
import { histories, live } from './histories.ts';
import { tellStory } from './story.ts';

const ENOUGH = 10_000;
const FEW = 15;

test.each(flaws)('it is found when $name', ({ name, setting }) => {
  const anyHistory = fc.property(histories, (history) => void live(history, setting));
  const result = fc.check(anyHistory, { numRuns: ENOUGH, seed: 1 });
  if (!result.failed) throw new Error(`${ENOUGH} histories did not show it`);

  // A broken promise, or the core's own word that it is asked for the impossible; any other exception shows nothing.
  expect(String(result.errorInstance)).toMatch(/^(Error: )?([1-9](, [1-9])*: |a decision failed: a payment that is )/m);
  const shortest = [...result.counterexample![0]];
  process.stderr.write(
    `    measured: found in history ${result.numRuns}, told in ${shortest.length} happenings: ${name}\n` +
      `${tellStory(shortest, setting)}\n\n`,
  );
  expect(shortest.length).toBeLessThanOrEqual(FEW);
});
