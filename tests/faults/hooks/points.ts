import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateDir } from '../../system/support/instance.ts';

/** Where a process of a test build may be made to die; fault-points.js says what each may be about. */
export const points = [
  'before-commit',
  'after-commit',
  'commit-unheard',
  'before-stripe',
  'after-stripe',
  'before-publish',
  'after-publish',
  'before-ack',
  'after-ack',
] as const;
export type Point = (typeof points)[number];

const fileOf = (kind: 'crash' | 'clock', process: string) => join(stateDir, kind, process);

function write(kind: 'crash' | 'clock', process: string, text: string): void {
  mkdirSync(join(stateDir, kind), { recursive: true });
  writeFileSync(fileOf(kind, process), text);
}

/** Lets a process kill itself when it next reaches a point, or the point for one thing: `after-stripe`, `capture`. */
export const armCrash = (process: string, point: Point, about?: string): void =>
  write('crash', process, [point, about].filter(Boolean).join(' '));

/** Whether the crash is still to come. */
export const isArmed = (process: string): boolean => existsSync(fileOf('crash', process));

export const disarm = (process: string): void => rmSync(fileOf('crash', process), { force: true });

/** Sets the clock of a process off, from its next start on; 0 sets it right again. */
export function setClock(process: string, offsetMs: number): void {
  if (offsetMs === 0) rmSync(fileOf('clock', process), { force: true });
  else write('clock', process, String(offsetMs));
}
