import DataLoader from 'dataloader';
import { eq, inArray, sql } from 'drizzle-orm';
import type { Id } from '../contracts/index.ts';
import { type Database, deterministicId, statement } from '../database/index.ts';
import { type Deliver, deliverOne, parseEvent } from './subscription.ts';
import { deadLetters } from './tables.ts';
import { together } from './together.ts';

/** A message that could not be handled. `payload` is what was on the wire, whatever it was. */
export interface DeadLetter {
  consumer: string;
  eventId: string | null;
  subject: string;
  payload: string;
  reason: string;
}

export interface DeadLetterStore {
  add(letter: DeadLetter): Promise<void>;
  /** Applies those whose replay was asked for; returns how many succeeded. */
  replayRequested(deliver: Deliver): Promise<number>;
}

const NAMESPACE = '5b0c9a52-2d0a-4f4e-9d5f-0f6f0f1c7f11';

/** The same message dies once per consumer: its id follows from what it is. */
export const deadLetterId = ({ consumer, eventId, payload }: DeadLetter): Id =>
  deterministicId(NAMESPACE, `${consumer} ${eventId ?? payload}`);

const findAsked = statement<{ id: Id; consumer: string; payload: string }>(
  'find_replays',
  `select id, consumer, payload from dead_letters
   where replay_requested_at is not null and replayed_at is null order by died_at limit 50`,
);

/** Dead letters in the service's own database. */
export function deadLetterTable(database: Database): DeadLetterStore {
  const { db } = database;
  // Those that come together are one commit: a thousand of them shall not hold up what comes after.
  const adding = new DataLoader<DeadLetter, void>((letters) => together(letters, insert), {
    cache: false,
    maxBatchSize: 100,
  });

  async function insert(letters: readonly DeadLetter[]) {
    // PostgreSQL's text cannot hold a zero byte.
    const rows = letters.map((letter) => {
      return { ...letter, id: deadLetterId(letter), payload: letter.payload.replaceAll('\0', '\uFFFD') };
    });
    await db
      .insert(deadLetters)
      .values([...new Map(rows.map((row) => [row.id, row])).values()])
      .onConflictDoUpdate({
        target: deadLetters.id,
        set: {
          reason: sql`excluded.reason`,
          diedAt: sql`clock_timestamp()`,
          replayRequestedAt: null,
          replayedAt: null,
        },
      });
  }

  return {
    add: (letter) => adding.load(letter),
    async replayRequested(deliver) {
      const asked = await findAsked(database, []);
      const replayed: string[] = [];
      for (const letter of asked) {
        try {
          await deliverOne(deliver, letter.consumer, parseEvent(letter.payload));
          replayed.push(letter.id);
        } catch (error) {
          await db
            .update(deadLetters)
            .set({ replayRequestedAt: null, reason: (error as Error).message })
            .where(eq(deadLetters.id, letter.id));
        }
      }
      if (replayed.length > 0) {
        await db
          .update(deadLetters)
          .set({ replayedAt: sql`clock_timestamp()` })
          .where(inArray(deadLetters.id, replayed));
      }
      return replayed.length;
    },
  };
}
