import { newId } from '@frontrow/common/database';
import { startTestService, type TestService } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { housekeeping } from '../src/service/housekeeping.ts';
import { type Config, happen, publisher } from './support.ts';

let service: TestService<Config, undefined>;
beforeAll(async () => {
  service = await startTestService(publisher);
});
afterAll(() => service.stop());

/** The versions of an aggregate in the outbox after it was tidied, when each was published so many days ago. */
async function kept(daysAgo: (number | null)[]): Promise<number[]> {
  const { db } = service.kit;
  const id = newId();
  for (const [index, days] of daysAgo.entries()) {
    const version = index + 1;
    await happen(service.kit, { id, version });
    await db.db.execute(
      sql`update outbox set published_at = clock_timestamp() - make_interval(days => ${days}) where aggregate_id = ${id} and aggregate_version = ${version}`,
    );
  }
  await housekeeping(db).run();
  const { rows } = await db.db.execute<{ version: number }>(
    sql`select aggregate_version as version from outbox where aggregate_id = ${id} order by 1`,
  );
  return rows.map(({ version }) => version);
}

test.each<[string, (number | null)[], number[]]>([
  ['the newest stays, however old', [400], [1]],
  ['of old ones only the newest stays', [12, 11, 10, 9], [4]],
  ['of one that changed again lately, the state it was in seven days ago stays, too', [12, 9, 3, 0], [2, 3, 4]],
  ['what was superseded within seven days stays', [400, 3], [1, 2]],
  ['what was superseded goes once its successor is old', [400, 8], [2]],
  ['what is not published stays', [null, 8], [1, 2]],
])('%s', async (_what, daysAgo, versions) => {
  expect(await kept(daysAgo)).toEqual(versions);
});
