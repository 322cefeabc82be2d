import type { Request, Response } from 'express';
import type { Subscribe } from './route.ts';
import type { Session, SessionReader } from './session.ts';

const HEARTBEAT_MS = 15_000;
const SESSION_CHECK_MS = 1_000;

/** Answers with server-sent events until the client leaves, the session is revoked or the service stops. */
export function sendStream(
  request: Request,
  response: Response,
  subscribe: Subscribe,
  session: Session | undefined,
  sessions: SessionReader | undefined,
  stopping: AbortSignal,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 1000\n\n');

  const unsubscribe = subscribe((state) => response.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`));
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const check =
    session && sessions
      ? setInterval(async () => {
          const good = await sessions.isGood(session).catch(() => true);
          if (!good) end();
        }, SESSION_CHECK_MS)
      : undefined;

  function end() {
    clearInterval(heartbeat);
    clearInterval(check);
    unsubscribe();
    stopping.removeEventListener('abort', end);
    response.end();
  }
  request.once('close', end);
  stopping.addEventListener('abort', end);
}
