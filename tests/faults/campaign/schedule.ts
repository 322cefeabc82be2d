import { type Kind, type KindOfFault, kinds } from './faults/kinds.ts';
import { type Random, randomOf } from './random.ts';

/** A fault as the schedule has it. */
export interface PlannedFault {
  kind: Kind;
  target: string;
  /** How long after the fault before it (in ms) it begins, if the campaign is not still busy with others. */
  afterMs: number;
  lastsMs: number;
  /** Of what else is left to chance within the fault. */
  seed: number;
}

interface Card {
  kind: Kind;
  target: string;
}

/**
 * The faults of a campaign, by its seed alone. They are dealt in rounds, each with every kind once, so that none is
 * left to luck; the first round kills every part there is. A longer schedule begins with the shorter one.
 */
export function schedule(seed: number, count: number, pace = 1): PlannedFault[] {
  const random = randomOf(seed);
  const targetsOf = shuffledTargets(random);
  const cards: Card[] = [];
  for (let round = 0; cards.length < count; round++) cards.push(...deal(round, targetsOf, random));
  return cards.slice(0, count).map((card, index) => {
    const random = randomOf(seed, index + 1);
    const [from, to] = (kinds[card.kind] as KindOfFault).lastsMs;
    const afterMs = Math.round(random.int(500, 4_000) * pace);
    return { ...card, afterMs, lastsMs: Math.round(random.int(from, to) * pace), seed: random.int(0, 2 ** 31) };
  });
}

function shuffledTargets(random: Random): Map<Kind, string[]> {
  const entries = Object.entries(kinds) as [Kind, KindOfFault][];
  return new Map(entries.map(([kind, { targets }]) => [kind, random.shuffle(targets)]));
}

/** One round: every kind with its next target. In the first one the kills of all parts stand between the others. */
function deal(round: number, targetsOf: Map<Kind, string[]>, random: Random): Card[] {
  const next = (kind: Kind, turn = round): Card => {
    const targets = targetsOf.get(kind)!;
    return { kind, target: targets[turn % targets.length]! };
  };
  const others = random.shuffle([...targetsOf.keys()].filter((kind) => kind !== 'kill')).map((kind) => next(kind));
  if (round > 0) return random.shuffle([...others, next('kill')]);
  return others.flatMap((card, index) => (index < kinds.kill.targets.length ? [next('kill', index), card] : [card]));
}
