import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Convergence } from '../converge.ts';
import type { InjectedFault } from '../injector.ts';
import type { Journal } from '../journal.ts';
import { artefacts } from '../settings.ts';
import type { Watched } from '../watch.ts';
import { page } from './page.ts';

/** Everything there is to say of a campaign. */
export interface Outcome {
  journal: Journal;
  faults: InjectedFault[];
  /** When the last fault was put right, in ms since the campaign began. */
  healedAt: number;
  watched: Watched;
  convergence: Convergence;
  /** Orders that did not end as their buyers' dealings say. */
  ends: string[];
  /** What the continuous auditor says is broken. */
  complaints: string[];
}

export function writeReport(outcome: Outcome): void {
  const folder = join(artefacts, 'faults');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.html'), page(outcome));
}
