import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

/** Connections that may wait to be taken. In a rush a proxy opens a thousand at once, and one too many waits for seconds. */
const BACKLOG = 4096;

/** Answers at a port; 0 takes any that is free. Rejects when the port is in use. */
export function listen(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => resolve(server));
    // Slow or silent clients may not hold a connection for long before their request is whole.
    server.headersTimeout = 10_000;
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 65_000;
  });
}

/** Takes no more requests, and waits for those under way, at most five seconds. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 5_000);
  await closed;
  clearTimeout(late);
}
