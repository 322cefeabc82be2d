import { startEngine, type TestEngine } from './engine.ts';

/** The address of a real engine for tests, which `bin/test` starts. */
export function requireEngine(variable: 'TEST_DATABASE_URL' | 'TEST_NATS_URL' | 'TEST_REDIS_URL'): string {
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: run the tests through bin/test, which starts the engines`);
  return url;
}

/** A NATS server of the test's own, with JetStream. */
export const startTestNats = (): Promise<TestEngine> =>
  startEngine({
    command: 'nats-server',
    args: (port, folder) => ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder],
    url: (port) => `nats://127.0.0.1:${port}`,
  });

/** A Redis server of the test's own, with an append-only file. */
export const startTestRedis = (): Promise<TestEngine> =>
  startEngine({
    command: 'redis-server',
    args: (port, folder) =>
      `--port ${port} --bind 127.0.0.1 --dir ${folder} --save  --appendonly yes --maxmemory-policy noeviction`.split(
        ' ',
      ),
    url: (port) => `redis://127.0.0.1:${port}/0`,
  });
