import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrations } from './support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontrow-package-'));
  database = await createTestDatabase(migrations);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

/** A service outside the workspace, in one file. */
const service = `
import { defineEvent, Id, toMinor, type OrderState } from '@frontrow/common/contracts';
import { migrate, newId } from '@frontrow/common/database';
import { route } from '@frontrow/common/http';
import { addToOutbox, on } from '@frontrow/common/messaging';
import { apiConfig, type Kit, type ServiceDefinition } from '@frontrow/common/service';
import { anOrder, eventually } from '@frontrow/common/testing';
import { z } from 'zod';

const config = z.object(apiConfig);
export type ReviewsKit = Kit<z.infer<typeof config>>;
export const Reviewed = defineEvent('review.written', z.object({ id: Id }), 'Someone wrote a review');
const list = (_kit: ReviewsKit) =>
  route({
    method: 'get',
    path: '/:id',
    summary: 'Shows a review',
    session: 'none',
    params: z.object({ id: Id }),
    answers: { 200: z.object({ id: Id }) },
    handle: async ({ params }) => ({ status: 200, body: { id: params.id satisfies string } }),
  });
export const reviews: ServiceDefinition<z.infer<typeof config>, unknown> = { name: 'reviews', config, routes: [list] };
const order: OrderState = anOrder();
// @ts-expect-error: an order has no seat, which only real types can tell
order.seat;
void [newId, addToOutbox, on, eventually];

console.log(toMinor('19.99', 'EUR'), (await migrate(process.env.DATABASE_URL!, new URL('./migrations', import.meta.url))).length);
`;

test('the packed package installs outside the workspace, with its types and migrations', async () => {
  const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(root, 'common') });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  const paths = files.map((file) => file.path);
  expect(paths).toContain('migrations/0001_kit.sql');
  expect(paths).toContain('dist/contracts/index.d.ts');
  expect(paths.filter((path) => path.startsWith('src/') || path.includes('.test.'))).toEqual([]);

  const project = { name: 'reviews', private: true, type: 'module' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  const options = { strict: true, module: 'nodenext', target: 'es2023', types: ['node'], skipLibCheck: true };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  await writeFile(join(folder, 'service.ts'), service);
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`, 'zod', '@types/node@20'];
  await run('npm', install, { cwd: folder });
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);

  const env = { ...process.env, DATABASE_URL: database.url };
  await mkdir(join(folder, 'migrations'));
  const { stdout } = await run(process.execPath, ['service.js'], { cwd: folder, env });
  // The database has the kit's migrations already, by the same names, so none is left to apply.
  expect(stdout.trim()).toBe('1999 0');
}, 300_000);
