import type { PosterFile } from '@frontrow/common/contracts';
import type { Queryable, Tx } from '@frontrow/common/database';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { posterFiles } from './tables.ts';

/**
 * Replaces the poster of a listing by these files, or by none. Those of the poster before stay for pages that still show
 * it; older ones go, so that a listing never has more than two posters here.
 */
export async function replacePoster(
  { db }: Tx,
  ticketId: string,
  next: { hash: string; files: { file: PosterFile; content: Buffer }[] } | null,
): Promise<void> {
  const ofTicket = eq(posterFiles.ticketId, ticketId);
  await db.delete(posterFiles).where(and(ofTicket, isNotNull(posterFiles.replacedAt)));
  await db
    .update(posterFiles)
    .set({ replacedAt: sql`clock_timestamp()` })
    .where(and(ofTicket, isNull(posterFiles.replacedAt)));
  if (next) await db.insert(posterFiles).values(next.files.map((file) => ({ ticketId, hash: next.hash, ...file })));
}

export async function findPosterFile(
  { db }: Queryable,
  ticketId: string,
  hash: string,
  file: PosterFile,
): Promise<Buffer | undefined> {
  const [found] = await db
    .select({ content: posterFiles.content })
    .from(posterFiles)
    .where(and(eq(posterFiles.ticketId, ticketId), eq(posterFiles.hash, hash), eq(posterFiles.file, file)));
  return found?.content;
}

/** Deletes the files of posters that were replaced a day ago. */
export async function deleteReplacedPosters({ db }: Queryable): Promise<void> {
  await db.execute(sql`delete from poster_files where replaced_at < statement_timestamp() - interval '1 day'`);
}
