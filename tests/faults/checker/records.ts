import type { Answered } from './answers.ts';
import { type DatabaseRecords, readDatabases } from './read/databases.ts';
import { type ProviderRecords, readProvider } from './read/provider.ts';
import { type Message, readStreams } from './read/streams.ts';
import type { Sources } from './sources.ts';

/** Everything that is judged. */
export interface Records extends DatabaseRecords, ProviderRecords {
  messages: Message[];
  /** What clients were told, if a journal of it was kept. */
  answers: Answered[];
}

/**
 * Reads effects before their causes: money, then messages, then the databases. So whatever is seen in one was committed
 * in the other before that one is read, also while the system runs.
 */
export async function readRecords(sources: Sources, answers: Answered[]): Promise<Records> {
  const provider = await readProvider(sources);
  const messages = await readStreams(sources);
  return { ...provider, messages, ...(await readDatabases(sources)), answers };
}
