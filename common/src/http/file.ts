import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { File } from './route.ts';

/** Sends a file as it is made, at the client's pace. What fails half-way breaks the download off, so nobody takes it for whole. */
export async function sendFile(response: Response, { name, type, content }: File): Promise<void> {
  const chunks = content[Symbol.asyncIterator]();
  // What fails before there is anything to send can still be answered as a problem.
  const first = await chunks.next();
  response.status(200).attachment(name).type(type).set('cache-control', 'no-store');
  async function* all() {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  }
  try {
    await pipeline(Readable.from(all()), response);
  } catch (error) {
    // The client has had enough.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
