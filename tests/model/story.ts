import type { Happening } from './happenings/happening.ts';
import { live, open } from './histories.ts';
import type { Setting } from './simulation/world.ts';

/** Lives a history again and tells it: numbered happenings, what came of each, and what broke in the end. */
export function tellStory(history: Iterable<Happening>, setting: Setting = {}): string {
  const opening: string[] = [];
  open({ ...setting, story: opening });
  const story: string[] = [];
  try {
    live(history, { ...setting, story });
  } catch (error) {
    story.push(`✘ ${(error as Error).message.replaceAll('\n', '\n✘ ')}`);
  }
  let number = 0;
  return story
    .slice(opening.length)
    .map((line) => (/^[ —✘]/.test(line) ? `    ${line}` : `${String(++number).padStart(3)} ${line}`))
    .join('\n');
}
