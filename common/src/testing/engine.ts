import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** A real engine that belongs to one test file, which may do to it what happens to engines. */
export interface TestEngine {
  url: string;
  /** Where it keeps its data. */
  folder: string;
  /** Ends it as a crash would (kill -9). */
  kill(): Promise<void>;
  /** Makes it hang, neither answering nor closing its connections, until `resume`. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Kills it, forgets all its data and starts it again. */
  wipe(): Promise<void>;
  /** Ends it for good and removes its data. */
  remove(): Promise<void>;
}

interface EngineOptions {
  command: string;
  args: (port: number, folder: string) => string[];
  url: (port: number) => string;
}

/** Where the packages of engines put their programs, beside what PATH says. */
const PATH = [process.env.PATH, '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'].join(':');

/** Starts an engine as a child process on a free port of its own; throws when it is not installed. */
export async function startEngine({ command, args, url }: EngineOptions): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), `frontrow-${command}-`));
  const port = await freePort();
  let child: ChildProcess | undefined;
  let guard: ChildProcess | undefined;

  async function start() {
    child = spawn(command, args(port, folder), { stdio: 'ignore', env: { ...process.env, PATH } });
    await once(child, 'spawn');
    guard = killWhenWeEnd(child.pid!, folder);
    await eventually(() => answers(port));
  }
  async function kill() {
    guard?.kill();
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  const empty = () => rm(folder, { recursive: true, force: true });
  await start();

  return {
    url: url(port),
    folder,
    kill,
    start,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async wipe() {
      await kill();
      await empty();
      await mkdir(folder);
      await start();
    },
    async remove() {
      await kill();
      await empty();
    },
  };
}

/** However this process ends, even by a crash: its end closes the pipe that a shell waits on, which then cleans up. */
function killWhenWeEnd(pid: number, folder: string): ChildProcess {
  const script = 'cat > /dev/null; kill -9 "$1"; rm -rf "$2"';
  return spawn('sh', ['-c', script, 'sh', String(pid), folder], { stdio: ['pipe', 'ignore', 'ignore'] });
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
  } finally {
    socket.destroy();
  }
}
