import fc from 'fast-check';
import { brokenNow } from '../promises.ts';
import type { Trouble } from '../simulation/account.ts';
import type { Commit } from '../simulation/database.ts';
import { type Fate, FINISHES } from '../simulation/processes.ts';
import type { World } from '../simulation/world.ts';

/** Something that may happen next. Every promise that holds at any moment is asked for after it. */
export type Happening = fc.Command<World, World>;

export const happening = (
  words: string,
  { when, act }: { when?: (world: World) => boolean; act: (world: World) => void },
): Happening => ({
  check: (world) => when?.(world) ?? true,
  run(_model, world) {
    act(world);
    const broken = brokenNow(world);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  },
  toString: () => words,
});

/** One of a list by a number that need not know how long the list is. */
export const oneOf = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];

export const anyIndex = fc.nat(7);

export const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(FINISHES) },
  { weight: 2, arbitrary: fc.record({ steps: fc.integer({ min: 1, max: 6 }), dies: fc.boolean() }) },
);

export const anyCommit: fc.Arbitrary<Commit> = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Commit>('done') },
  { weight: 3, arbitrary: fc.constantFrom<Commit>('failed', 'done, unheard', 'not done, unheard') },
);

export const anyTroubles: fc.Arbitrary<Trouble[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Trouble[]>([]) },
  {
    weight: 2,
    arbitrary: fc.array(
      fc.constantFrom<Trouble>('none', 'cut', 'executed, then cut', 'executed, then failed', 'refused', 'slow'),
      { minLength: 1, maxLength: 4 },
    ),
  },
);
