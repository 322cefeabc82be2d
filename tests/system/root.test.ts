import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Processes of the stack, by the names that the launcher has for them. */
const table = JSON.parse(readFileSync(join(process.env.FRONTROW_STATE!, 'processes.json'), 'utf8')) as Record<
  string,
  { pid: number }
>;

const statusOf = (pid: string | number) => {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)![1]!.split(/\s+/);
  return { parent: Number(field('PPid')[0]), uids: field('Uid').map(Number), name: field('Name')[0]! };
};

test('no process of the stack is one of root, nor any that it started', () => {
  // On macOS, which has no /proc, Homebrew refuses to be root, and so do we.
  if (!existsSync('/proc/self/status')) return expect(process.getuid!()).not.toBe(0);
  const ours = new Map(Object.entries(table).map(([name, { pid }]) => [pid, name]));
  expect([...ours.values()]).toEqual(
    expect.arrayContaining(['orders', 'client', 'nginx', 'postgres', 'redis', 'nats']),
  );
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (let grew = true; grew; ) {
    grew = false;
    for (const pid of all) {
      try {
        const { parent, name } = statusOf(pid);
        if (!ours.has(parent) || ours.has(Number(pid))) continue;
        ours.set(Number(pid), `${name} of ${ours.get(parent)}`);
        grew = true;
      } catch {} // it ended meanwhile
    }
  }
  const roots = [...ours].filter(([pid]) => existsSync(`/proc/${pid}`) && statusOf(pid).uids.includes(0));
  expect(roots.map(([, name]) => name)).toEqual([]);
});
