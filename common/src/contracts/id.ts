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

/** Clusters of orders that an id can name. */
export const CLUSTERS = 256;

/** The same id, naming the cluster of orders that keeps what it stands for, from 0, in its last two digits. */
export const inCluster = (id: Id, cluster: number): Id => id.slice(0, 34) + cluster.toString(16).padStart(2, '0');

/** The cluster of orders that keeps the order of this id (docs/adr/0039-clusters-of-orders.md). */
export const clusterOf = (id: Id): number => Number.parseInt(id.slice(34), 16);

/** A UTC instant as ISO 8601 with milliseconds, such as `2026-11-22T19:30:00.000Z`. */
export const Instant = z.iso.datetime({ error: 'must be a UTC instant such as 2026-11-22T19:30:00Z', abort: true });
export type Instant = string;
