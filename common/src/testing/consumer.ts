import type { FrontrowEvent } from '../contracts/index.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { deliverOnce, type Subscription } from '../messaging/index.ts';

/** A consumer whose round trips are counted, and which takes events as the bus brings them: several at once. */
export interface TestConsumer {
  database: Database;
  /** Applies events as one commit; resolves to what kept each from being applied, and rejects when none was. */
  deliver(...events: FrontrowEvent[]): Promise<(Error | undefined)[]>;
  /** The statements that `work` sends to the database, those that begin and commit among them. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens a consumer beside a service under test, on connections of its own. */
export function openTestConsumer(
  databaseUrl: string,
  consumer: string,
  subscriptionsOf: (database: Database) => Subscription[],
): TestConsumer {
  const database = openDatabase(databaseUrl, { name: 'test-consumer', poolSize: 5 });
  const sent: string[] = [];
  database.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: [string | { text: string }, ...unknown[]]) => {
      const [asked] = args;
      sent.push(typeof asked === 'string' ? asked : asked.text);
      return query(...args);
    }) as typeof client.query;
  });
  const deliver = deliverOnce(database, subscriptionsOf(database));
  return {
    database,
    deliver: (...events) => deliver(consumer, events),
    async statementsOf(work) {
      const before = sent.length;
      await work();
      return sent.slice(before);
    },
    close: () => database.close(),
  };
}
