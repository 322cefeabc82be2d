import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Starts the echo route, with as many processes as each service has, and an nginx in front of it: with the stack's own
 * configuration, except that every upstream is the echo route.
 *
 * @param {{ dir: string, ports: Record<string, number>, replicas: number }} stack
 */
export async function startEcho({ dir, ports, replicas }) {
  const [page, shared, ...own] = /** @type {[number, number, ...number[]]} */ (
    await Promise.all(Array.from({ length: replicas + 2 }, freePort))
  );
  const servers = await Promise.all(
    own.map(async (port) => {
      const child = fork(join(import.meta.dirname, 'echo-server.js'), {
        env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port) },
      });
      await once(child, 'message');
      return child;
    }),
  );

  const home = join(dir, 'echo');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, 'nginx.conf');
  const config = readFileSync(join(dir, 'nginx', 'nginx.conf'), 'utf8')
    .replaceAll(join(dir, 'nginx'), home)
    .replace(new RegExp(`:${ports.page}(?=[ ;])`, 'g'), `:${page}`)
    .replace(new RegExp(`:${ports.shared}(?=[ ;])`, 'g'), `:${shared}`)
    .replace(
      /(?:^ *server 127\.0\.0\.1:.*\n)+/gm,
      own.map((port) => `    server 127.0.0.1:${port} max_fails=0;\n`).join(''),
    );
  writeFileSync(file, config, { mode: 0o600 });
  const log = openSync(join(dir, 'logs', 'echo-nginx.log'), 'a');
  // It runs in the foreground, so that its process id is known.
  const nginx = spawn('nginx', ['-p', home, '-c', file, '-e', 'stderr'], {
    env: { PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin` },
    stdio: ['ignore', log, log],
  });
  closeSync(log);

  return {
    direct: `http://127.0.0.1:${own[0]}`,
    gateway: `http://127.0.0.1:${page}`,
    pids: Object.fromEntries([
      ...servers.map(({ pid }, index) => [index === 0 ? 'echo' : `echo-${index + 1}`, /** @type {number} */ (pid)]),
      ['echo-nginx', /** @type {number} */ (nginx.pid)],
    ]),
    async stop() {
      for (const child of servers) child.disconnect();
      if (nginx.exitCode !== null) return;
      nginx.kill('SIGTERM');
      await once(nginx, 'exit');
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
