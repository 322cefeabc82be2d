import { join } from 'node:path';
import { eventually } from '@frontrow/common/testing';
import { expect, test } from '@jest/globals';
import { startOf } from '../base/process-identity.js';
import { collectResults } from '../runner/results.js';
import { temporaryFolder } from './support.ts';

const dir = temporaryFolder();
const results = JSON.stringify(new URL('../runner/results.js', import.meta.url).href);

/** What bin/test counts of a runner that does this. */
const outcomeOf = (code: string, note = (_text: string) => {}, signal = new AbortController().signal) =>
  collectResults(['--input-type=module', '-e', `import { tell } from ${results}; ${code}`], {
    cwd: dir,
    env: {},
    log: join(dir, 'log'),
    note,
    signal,
  });

const pass = "tell({ file: 'a', title: 'works', passed: true, why: '' });";
const fail = "tell({ file: 'a', title: 'breaks', passed: false, why: 'because' });";
const end = "tell('end');";

test('tests that passed and failed are counted', async () => {
  const { passed, failures } = await outcomeOf(`${pass} ${pass} ${fail} ${end} process.exitCode = 1;`);
  expect({ passed, failures }).toEqual({
    passed: 2,
    failures: [{ file: 'a', title: 'breaks', passed: false, why: 'because' }],
  });
});

test('what a test says of its progress is shown, and what it measured is kept', async () => {
  const notes: string[] = [];
  const said = `console.error('progress: half of it\\n    measured: 3 ms\\nand a stack trace');`;
  const { measured } = await outcomeOf(`${said} ${pass} ${end}`, (text) => notes.push(text));
  expect(notes).toContain('half of it');
  expect(measured).toEqual(['3 ms']);
});

test.each([
  ['crashes after some tests', `${pass} process.exit(0);`, 'ended before it was done (0)'],
  ['is killed', `${pass} process.kill(process.pid, 'SIGKILL');`, 'ended before it was done (SIGKILL)'],
  ['cannot even start', 'no such thing', 'ended before it was done (1)'],
  ['runs no test', end, 'found no test'],
  ['ends badly though all passed', `${pass} ${end} process.exitCode = 3;`, 'ended with 3'],
])('a runner that %s is a failure', async (_what, code, why) => {
  const { failures } = await outcomeOf(code);
  expect(failures).toEqual([expect.objectContaining({ title: 'the test runner', why })]);
});

test.each(['crashes', 'is interrupted'])('nothing that a test had started is left when its runner %s', async (how) => {
  const stopping = new AbortController();
  const helper = `spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })`;
  const start = `import { spawn } from 'node:child_process'; console.error('progress: ' + ${helper}.pid);`;
  const go = how === 'crashes' ? 'process.kill(process.pid, "SIGKILL");' : 'setInterval(() => {}, 1000);';
  let pid = 0;
  const { failures } = await outcomeOf(
    `${start} ${go}`,
    (text) => {
      pid = Number(text);
      expect(startOf(pid)).toBeDefined();
      if (how === 'is interrupted') stopping.abort();
    },
    stopping.signal,
  );
  expect(failures).toHaveLength(1);
  await eventually(() => expect(startOf(pid)).toBeUndefined());
});
