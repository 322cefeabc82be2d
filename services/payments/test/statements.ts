import { jest } from '@jest/globals';
import pg from 'pg';

/** What the kit looks for by itself every second or two, whether anybody buys or not. */
const POLLS = /from "(dead_letters|projections)"|where published_at is null|^select 1$|idle_session_timeout|advisory/;

/**
 * Counts the statements that a service in this process sends to its database, begin and commit among them. Looks that
 * find nothing to do are left out: how many there are is a matter of time.
 */
export function countStatements(application: string) {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  const isOurs = (client: pg.Client) =>
    [application, `${application}-background`].includes(
      (client as unknown as { connectionParameters: { application_name: string } }).connectionParameters
        .application_name,
    );
  return {
    /** The texts of those sent since it was called last. */
    async take(): Promise<string[]> {
      const { calls, contexts, results } = spy.mock;
      const texts = await Promise.all(
        calls.map(async ([query], index) => {
          const { name = '', text = String(query) } = query as unknown as { name?: string; text?: string };
          if (!isOurs(contexts[index] as pg.Client) || POLLS.test(text)) return [];
          const answer = (await results[index]!.value) as unknown as pg.QueryResult | undefined;
          return name.startsWith('claim_due') && answer?.rowCount === 0 ? [] : [text];
        }),
      );
      spy.mockClear();
      return texts.flat();
    },
    stop: () => spy.mockRestore(),
  };
}
