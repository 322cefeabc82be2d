import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One order per transaction, all on one stock row: the obvious first design. */
const SCRIPT = `\\set buyer random(1, 1000000)
begin;
update stock set held = held + 1, version = version + 1 where id = 1 and held + 1 <= capacity;
insert into orders (id, stock_id, buyer, status, expires_at) values (gen_random_uuid(), 1, :buyer, 'created', now() + interval '15 minutes');
insert into outbox (type, envelope) values ('order.created', '{"data": {"status": "created", "quantity": 1}}');
commit;
`;

const TABLES = `
drop schema if exists pgbench cascade;
create schema pgbench;
create table pgbench.stock (id int primary key, version int not null, capacity int not null, held int not null check (held <= capacity));
insert into pgbench.stock values (1, 1, 1000000000, 0);
create table pgbench.orders (id uuid primary key, stock_id int not null, buyer int not null, status text not null, expires_at timestamptz not null);
create table pgbench.outbox (seq bigint generated always as identity primary key, type text not null, envelope jsonb not null);
`;

/**
 * How many orders a second PostgreSQL takes when pgbench stands in for the service. It uses the stack's own server and a
 * schema of its own.
 *
 * @param {{ dir: string, state: { ports: Record<string, number>, secrets: { passwords: Record<string, string> } }, databases: import('./databases.js').Databases }} stack
 * @param {{ clients?: number, seconds: number }} options
 */
export async function pgbench({ dir, state, databases }, { clients = 16, seconds }) {
  const script = join(dir, 'pgbench.sql');
  writeFileSync(script, SCRIPT);
  await databases.query('orders', TABLES);
  const connection = `host=127.0.0.1 port=${state.ports.postgres} user=orders dbname=orders`;
  const env = {
    ...process.env,
    PGPASSWORD: state.secrets.passwords.orders,
    PGOPTIONS: '-c search_path=pgbench',
  };
  const args = [
    '-n',
    '-M',
    'prepared',
    '-f',
    script,
    '-c',
    String(clients),
    '-j',
    '1',
    '-T',
    String(seconds),
    connection,
  ];
  const { stdout } = await promisify(execFile)(findPgbench(), args, { env });
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (!perSecond) throw new Error(`pgbench said: ${stdout}`);
  const [done] = await databases.query(
    'orders',
    'select held, (select count(*)::int from pgbench.orders) as orders from pgbench.stock',
  );
  if (done.held !== done.orders) throw new Error(`pgbench took ${done.held} units for ${done.orders} orders`);
  await databases.query('orders', 'drop schema pgbench cascade');
  return Number(perSecond);
}

/** pgbench comes with PostgreSQL; Debian installs one per major version. */
function findPgbench() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(base, version, 'bin', 'pgbench')).find(existsSync) ?? 'pgbench';
}
