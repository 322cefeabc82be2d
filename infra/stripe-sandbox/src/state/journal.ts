import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An append-only file of JSON lines. A line counts once `append` has resolved: then it is on the disk. */
export interface Journal {
  append: (record: unknown) => Promise<void>;
  /** Resolves when everything appended so far is on the disk. */
  flushed: () => Promise<void>;
  close: () => Promise<void>;
}

/** All records of the file, oldest first. A torn last line was never acknowledged to anyone and is left out. */
export async function readJournal(file: string): Promise<unknown[]> {
  const lines = (await readFile(file, 'utf8').catch(orNothing)).split('\n');
  lines.pop(); // what follows the last newline is empty, or torn
  return lines.map((line, index) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new Error(`${file} is damaged at line ${index + 1}: restore it, or delete the folder to start anew`);
    }
  });
}

/** Replaces the file by `records`, all or nothing, and opens it for more. */
export async function rewriteJournal(file: string, records: Iterable<unknown>): Promise<Journal> {
  const temporary = `${file}.new`;
  const handle = await open(temporary, 'w');
  for (const record of records) await handle.appendFile(line(record));
  await handle.sync();
  await rename(temporary, file);
  await syncFolder(dirname(file));
  return journalOn(handle);
}

/** Lines that arrive while the disk is busy share the next write and sync. After a failed write nothing succeeds again. */
function journalOn(handle: FileHandle): Journal {
  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();

  const writeBatch = async () => {
    const lines = waiting.join('');
    waiting = [];
    await handle.appendFile(lines);
    await handle.datasync();
  };
  return {
    append: (record) => {
      waiting.push(line(record));
      if (waiting.length === 1) last = last.then(writeBatch);
      return last;
    },
    flushed: () => last,
    close: () => last.finally(() => handle.close()),
  };
}

const line = (record: unknown) => `${JSON.stringify(record)}\n`;

function orNothing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** Makes the rename itself survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
