import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** Which way through a link: to the engine, back from it, or both. */
export type Way = 'there' | 'back' | 'both';

/** A network link to an engine, which a test can cut, make swallow everything, or slow down. */
export interface TestLink {
  /** The engine's address, through the link. */
  url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Keeps connections open but passes nothing on, both ways or only one. */
  block(way?: Way): void;
  /** Lets everything wait for so long on each side. */
  delay(ms: number): void;
  /** Lets everything through again, what was held back first. */
  restore(): void;
  remove(): Promise<void>;
}

/** Opens a link on a port of its own, or on the one given. */
export async function openLink(engineUrl: string, port = 0): Promise<TestLink> {
  const target = new URL(engineUrl);
  const sockets = new Set<Socket>();
  const gates = { there: openGate(), back: openGate() };
  let isCut = false;

  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    join(near, far, gates.there);
    join(far, near, gates.back);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(engineUrl);
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;

  function join(from: Socket, to: Socket, gate: Gate) {
    sockets.add(from);
    from.setNoDelay(true);
    from.pipe(gate.guard()).pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const open = (ms = 0) => {
    isCut = false;
    for (const gate of Object.values(gates)) gate.open(ms);
  };

  return {
    url: url.href,
    cut() {
      isCut = true;
      cutAll();
    },
    block(way = 'both') {
      if (way !== 'back') gates.there.close();
      if (way !== 'there') gates.back.close();
    },
    delay: open,
    restore: open,
    async remove() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

type Gate = ReturnType<typeof openGate>;

/** What everything that goes one way passes through: at once, after a delay, or only when it is opened again. */
function openGate() {
  let delayMs = 0;
  let letThrough = () => {};
  let opened: Promise<void> | undefined;

  async function pass(done: () => void) {
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    while (opened) await opened;
    done();
  }
  const isOpen = () => !opened && delayMs === 0;
  return {
    guard: () =>
      new Transform({
        transform: (chunk, _encoding, done) => (isOpen() ? done(null, chunk) : void pass(() => done(null, chunk))),
        flush: (done) => (isOpen() ? done() : void pass(done)),
      }),
    close() {
      opened ??= new Promise((resolve) => {
        letThrough = resolve;
      });
    },
    open(ms: number) {
      delayMs = ms;
      opened = undefined;
      letThrough();
    },
  };
}
