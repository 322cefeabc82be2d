import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownConnection } from '../../../system/support/http.ts';
import { stateDir } from '../../../system/support/instance.ts';
import type { Random } from '../random.ts';
import type { FaultMaker } from './fault.ts';

const controlPort = () =>
  (JSON.parse(readFileSync(join(stateDir, 'links.json'), 'utf8')) as { control: number }).control;

async function ask(path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${controlPort()}/${path}`, {
    method: 'POST',
    headers: ownConnection,
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the links answered ${response.status} to ${path}`);
}

/** Something done to a link between a service and an engine of its, such as `orders-postgres`. */
export const broken =
  (act: string | ((random: Random) => string)): FaultMaker =>
  (target, random) => ({
    start: () => ask(`${target}/${typeof act === 'string' ? act : act(random)}`),
    heal: () => ask(`${target}/restore`),
  });
