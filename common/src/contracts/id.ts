import { z } from 'zod';

/**
 * Every id is a UUID; ours are version 7, so they sort by the time they were made (RFC 9562). It may come in upper case
 * and is compared in lower case, as PostgreSQL writes it.
 */
export const Id = z.uuid('must be a UUID').toLowerCase();
export type Id = string;

/** The instant (ms since 1970) inside a UUIDv7, or undefined when the id is of another version. */
export function idTime(id: Id): number | undefined {
  if (id[14] !== '7') return undefined;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** A UTC instant as ISO 8601 with milliseconds, such as `2026-11-22T19:30:00.000Z`. */
export const Instant = z.iso.datetime({ error: 'must be a UTC instant such as 2026-11-22T19:30:00Z', abort: true });
export type Instant = string;
