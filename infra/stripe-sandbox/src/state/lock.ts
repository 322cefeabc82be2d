import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';

/**
 * Makes sure that one process alone writes in the folder. The lock is a listening socket: unlike a file with a process
 * id in it, it is gone when its holder is killed, and no stranger can be mistaken for the holder.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const socket = relative(process.cwd(), join(folder, 'lock')) || join(folder, 'lock');
  const server = createServer((connection) => connection.end());
  try {
    await listen(server, socket);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    if (await isHeld(socket))
      throw new Error(`${folder} is in use by another sandbox: stop it, or choose another DATA_DIR`);
    await rm(socket);
    await listen(server, socket);
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function listen(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(socket, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isHeld(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', () => resolve(false));
  });
}
