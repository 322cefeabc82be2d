import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../database/index.ts';
import { requireEngine } from './engines.ts';

const kitMigrations = new URL('../../migrations/', import.meta.url);

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A fresh database with the given migrations applied, cloned from a template that is made once per set of them. */
export async function createTestDatabase(migrations: URL): Promise<TestDatabase> {
  const server = requireEngine('TEST_DATABASE_URL');
  const template = `template_${fingerprint([kitMigrations, new URL(`${migrations.href}/`)])}`;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(server, async (client) => {
    // One test file at a time: a database that is being copied may have no other session.
    await client.query(`select pg_advisory_lock(hashtext('test-template'))`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      await client.query(`create database ${template}_new`);
      await migrate(withDatabase(server, `${template}_new`), migrations);
      await client.query(`alter database ${template}_new rename to ${template}`);
    }
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: withDatabase(server, name),
    drop: () => query(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

async function query(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function fingerprint(folders: URL[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(new URL(file, folder)));
  }
  return hash.digest('hex').slice(0, 16);
}
