import { eventually } from '@frontrow/common/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databases, query } from '../../system/support/databases.ts';
import { report } from '../../system/support/instance.ts';
import { runWith } from '../../system/support/processes.ts';
import { type Replica, startReplica } from './support/replica.ts';
import { scaled } from './support/scale.ts';
import { longHolds, startTraffic } from './support/traffic.ts';

const SHOPPERS = 6;
const PURCHASES = scaled(60);

/**
 * Every other event is told as a later version of the services would: of the next version of its schema, with members
 * that today's consumers do not know, in the envelope and in the data.
 */
async function tellEveryOtherAsTheNextVersion() {
  for (const service of databases) {
    await query(
      service,
      `create function storm_next_version() returns trigger language plpgsql as $$ begin
         if new.seq % 2 = 0 then
           new.envelope := new.envelope || jsonb_build_object('version', 2, 'region', 'eu',
             'data', (new.envelope->'data') || '{"seats": ["A1"], "accessible": {"step": "free"}}');
         end if;
         return new;
       end $$`,
    );
    await query(
      service,
      'create trigger storm_next_version before insert on outbox for each row execute function storm_next_version()',
    );
  }
}

let putBack = async () => {};
let replicas: Replica[] = [];
beforeAll(async () => {
  putBack = await runWith('orders', longHolds);
  await tellEveryOtherAsTheNextVersion();
  replicas = await Promise.all([
    startReplica('orders', longHolds),
    ...(['tickets', 'payments', 'expiration'] as const).map((name) => startReplica(name)),
  ]);
}, 120_000);
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.end()));
  for (const service of databases) await query(service, 'drop function if exists storm_next_version cascade');
  await putBack();
}, 120_000);

test(`${PURCHASES} purchases while events of two versions are on their way, and two replicas of each service`, async () => {
  await eventually(async () => {
    for (const { url } of replicas) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  }, 60_000);
  const traffic = await startTraffic(SHOPPERS);
  await traffic.reaches(PURCHASES);
  await traffic.settles();
  const versions = await query<{ version: string; n: number }>(
    'orders',
    `select envelope->>'version' as version, count(*)::int as n from outbox
     where aggregate_id = any($1) group by 1 order by 1`,
    [traffic.done.map(({ orderId }) => orderId)],
  );
  expect(versions.map(({ version }) => version)).toEqual(['1', '2']);
  const letters = await Promise.all(databases.map((service) => query(service, 'select * from dead_letters')));
  expect(letters.flat()).toEqual([]);
  report(`versions: ${traffic.done.length} purchases; events of orders by version: ${JSON.stringify(versions)}`);
}, 600_000);
