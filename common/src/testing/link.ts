import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A network link to an engine, which a test can cut or make swallow everything. */
export interface TestLink {
  /** The engine's address, through the link. */
  url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Keeps connections open but passes nothing on, either way. */
  block(): void;
  /** Lets everything through again. */
  restore(): void;
  remove(): Promise<void>;
}

export async function openLink(engineUrl: string): Promise<TestLink> {
  const target = new URL(engineUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'blocked' = 'open';

  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (state === 'blocked') from.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(engineUrl);
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;

  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      state = 'cut';
      cutAll();
    },
    block() {
      state = 'blocked';
      for (const socket of sockets) socket.pause();
    },
    restore() {
      state = 'open';
      for (const socket of sockets) socket.resume();
    },
    async remove() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
