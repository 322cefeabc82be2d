import { getTableColumns, getTableName, is, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Queryable } from './database.ts';
import { statement } from './statement.ts';

/** Rows of any number as one parameter for each column, so that the statement's text is always the same. */
interface Columns {
  /** `"id", "created_at"`. */
  names: string;
  /** `unnest($1::uuid[], $2::timestamptz[])`. */
  source: string;
  values(rows: readonly object[]): unknown[];
}

function columnsOf(table: PgTable, members: readonly string[]): Columns {
  const columns = members.map((member) => [member, getTableColumns(table)[member]!] as const);
  const encode = (column: PgColumn, given: unknown) => {
    const value = given === undefined ? defaultOf(column) : given;
    return value === null ? null : column.mapToDriverValue(value);
  };
  return {
    names: columns.map(([, { name }]) => quoted(name)).join(', '),
    source: `unnest(${columns.map(([, column], index) => `$${index + 1}::${column.getSQLType()}[]`).join(', ')})`,
    values: (rows) =>
      columns.map(([member, column]) => rows.map((row) => encode(column, (row as Record<string, unknown>)[member]))),
  };
}

/** The value of a column that a row does not have; null where only the database could say. */
const defaultOf = ({ default: value }: PgColumn): unknown => (value === undefined || is(value, SQL) ? null : value);

const quoted = (name: string) => `"${name}"`;
const nameOf = (table: PgTable) => quoted(getTableName(table));

/** The members of a table that the database does not make by itself. */
const writable = (table: PgTable): string[] =>
  Object.entries(getTableColumns(table))
    .filter(([, column]) => !column.generated && !column.generatedIdentity)
    .map(([member]) => member);

/** The columns of a table under the names of its members, for a statement's `select` or `returning`. */
export const fieldsOf = (table: PgTable, alias = getTableName(table)): string =>
  Object.entries(getTableColumns(table))
    .map(([member, { name }]) => `${alias}.${quoted(name)} as ${quoted(member)}`)
    .join(', ');

type Write = (to: Queryable, rows: readonly object[]) => Promise<void>;

/**
 * Inserts any number of rows as one prepared statement, in their order. Without `members`, all columns that the database
 * does not make by itself are written; `unlessKnown` leaves rows alone that are there already.
 */
export function inserter(
  table: PgTable,
  { members = writable(table), unlessKnown = false }: { members?: readonly string[]; unlessKnown?: boolean } = {},
): Write {
  const { names, source, values } = columnsOf(table, members);
  const write = statement(
    `insert_${getTableName(table)}`,
    `insert into ${nameOf(table)} (${names}) select * from ${source}${unlessKnown ? ' on conflict do nothing' : ''}`,
  );
  return async (to, rows) => {
    if (rows.length > 0) await write(to, values(rows));
  };
}

/** Sets any number of rows, found by `key`, to what is given, as one prepared statement. */
export function updater(table: PgTable, key: string, members: readonly string[]): Write {
  const { names, source, values } = columnsOf(table, [key, ...members]);
  const columns = getTableColumns(table);
  const assignments = members.map((member) => quoted(columns[member]!.name)).map((name) => `${name} = given.${name}`);
  const keyName = quoted(columns[key]!.name);
  const write = statement(
    `update_${getTableName(table)}`,
    `update ${nameOf(table)} as kept set ${assignments.join(', ')} from ${source} as given (${names})
     where kept.${keyName} = given.${keyName}`,
  );
  return async (to, rows) => {
    if (rows.length > 0) await write(to, values(rows));
  };
}

/**
 * Inserts rows, or replaces those of the same `key` whose `version` is older, as one prepared statement; resolves to the
 * keys of the rows that it wrote. Without a version, rows that are there already are left alone. Each key may come once;
 * rows are locked in the order of their keys.
 */
export function newerWriter(
  table: PgTable,
  { key, version, members }: { key: string; version?: string | undefined; members: readonly string[] },
): (to: Queryable, rows: readonly object[]) => Promise<Set<unknown>> {
  const { names, source, values } = columnsOf(table, members);
  const columns = getTableColumns(table);
  const name = (member: string) => quoted(columns[member]!.name);
  const assignments = members
    .filter((member) => member !== key)
    .map((member) => `${name(member)} = excluded.${name(member)}`);
  const otherwise =
    version === undefined
      ? 'do nothing'
      : `(${name(key)}) do update set ${assignments.join(', ')} where ${nameOf(table)}.${name(version)} < excluded.${name(version)}`;
  const write = statement<{ key: unknown }>(
    `keep_${getTableName(table)}`,
    `insert into ${nameOf(table)} (${names}) select * from ${source} as given (${names}) order by ${name(key)}
     on conflict ${otherwise} returning ${nameOf(table)}.${name(key)} as key`,
  );
  return async (to, rows) => {
    if (rows.length === 0) return new Set();
    return new Set((await write(to, values(rows))).map((row) => row.key));
  };
}

/**
 * Inserts rows, or locks those of the same `key` and leaves them as they are, as one prepared statement; resolves to the
 * keys of the rows that are new. Each key may come once. Both happen in one pass in the order of the keys, so that neither
 * this nor `newerWriter` waits for another transaction in a circle.
 */
export function locker(
  table: PgTable,
  { key, members }: { key: string; members: readonly string[] },
): (to: Queryable, rows: readonly object[]) => Promise<Set<unknown>> {
  const { names, source, values } = columnsOf(table, members);
  const keyName = quoted(getTableColumns(table)[key]!.name);
  const write = statement<{ key: unknown }>(
    `lock_${getTableName(table)}`,
    // A condition that is never met: the row is locked, and no new version of it is written.
    `insert into ${nameOf(table)} (${names}) select * from ${source} as given (${names}) order by ${keyName}
     on conflict (${keyName}) do update set ${keyName} = excluded.${keyName} where false
     returning ${nameOf(table)}.${keyName} as key`,
  );
  return async (to, rows) => {
    if (rows.length === 0) return new Set();
    return new Set((await write(to, values(rows))).map((row) => row.key));
  };
}
