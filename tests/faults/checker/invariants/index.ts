import type { Invariant } from '../book.ts';
import { units } from './1-units.ts';
import { captures } from './2-captures.ts';
import { sums } from './3-sums.ts';
import { money } from './4-money.ts';
import { ends, lives, moves } from './5-lives.ts';
import { effects } from './6-effects.ts';
import { events } from './6-events.ts';
import { projections } from './6-projections.ts';
import { versions } from './7-versions.ts';
import { answers } from './8-answers.ts';
import { admissions } from './9-admissions.ts';

/** The invariants of the design, in its order; each name begins with its number there. */
export const invariants: Invariant[] = [
  units,
  captures,
  sums,
  money,
  lives,
  moves,
  ends,
  events,
  projections,
  effects,
  versions,
  answers,
  admissions,
];
