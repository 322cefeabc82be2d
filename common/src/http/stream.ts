import type { Response } from 'express';
import type { Subscribe } from './route.ts';
import type { Session, SessionReader } from './session.ts';

const LOOK_MS = 1_000;
/** A stream says that it is still there each time this many looks have passed, and the streams take turns. */
const HEARTBEAT_LOOKS = 15;
/** A client that has read nothing for this many of its heartbeats is taken for gone. */
const MISSED_HEARTBEATS = 4;
const HEARTBEAT = Buffer.from(': still here\n\n');

interface OpenStream {
  session: Session | undefined;
  /** When it is its turn for a heartbeat. */
  turn: number;
  /** Says that it is still there; ends it when the client has not read for long. */
  beat(): void;
  end(): void;
}

export interface Streams {
  /** Answers with server-sent events until the client leaves, its session ends or the service stops. */
  open(response: Response, subscribe: Subscribe, session: Session | undefined): void;
}

/** The open streams of a process: one timer looks after all of them, whose sessions are looked up in memory. */
export function openStreams(sessions: SessionReader | undefined, stopping: AbortSignal): Streams {
  const streams = new Set<OpenStream>();
  let looks = 0;
  let turns = 0;
  let timer: NodeJS.Timeout | undefined;

  function endTheOver() {
    for (const stream of streams) if (stream.session && !sessions?.isGood(stream.session)) stream.end();
  }

  function look() {
    endTheOver();
    looks += 1;
    for (const stream of streams) if (stream.turn === looks % HEARTBEAT_LOOKS) stream.beat();
  }

  sessions?.onRevoked(endTheOver);
  stopping.addEventListener('abort', () => {
    clearInterval(timer);
    for (const { end } of streams) end();
  });

  return {
    open(response, subscribe, session) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      });
      turns += 1;
      const { beat, end } = sendAtPace(response, subscribe);
      const stream: OpenStream = {
        session,
        turn: turns % HEARTBEAT_LOOKS,
        beat,
        end() {
          if (streams.delete(stream)) end();
        },
      };
      streams.add(stream);
      if (response.destroyed || stopping.aborted) return stream.end();
      response.once('close', stream.end);
      timer ??= setInterval(look, LOOK_MS);
    },
  };
}

/**
 * Sends each event as it comes while the client reads. For one that does not, only the newest event waits: it is a state, so
 * those before it are past, and memory does not grow.
 */
function sendAtPace(response: Response, subscribe: Subscribe): Pick<OpenStream, 'beat' | 'end'> {
  let newest: Buffer | undefined;
  let missed = 0;
  response.cork();
  response.write('retry: 1000\n\n');
  const unsubscribe = subscribe((event) => {
    if (response.writableNeedDrain) newest = event;
    else response.write(event);
  });
  process.nextTick(() => response.uncork());
  response.on('drain', () => {
    missed = 0;
    if (newest && !response.writableEnded) response.write(newest);
    newest = undefined;
  });
  return {
    beat() {
      if (!response.writableNeedDrain) response.write(HEARTBEAT);
      else if (++missed === MISSED_HEARTBEATS) response.destroy();
    },
    end() {
      unsubscribe();
      response.end();
    },
  };
}
