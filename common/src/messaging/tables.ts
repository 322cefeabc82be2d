import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Aggregate, Envelope } from '../contracts/index.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const outbox = pgTable('outbox', {
  seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  id: uuid('id').notNull(),
  type: text('type').notNull(),
  aggregate: text('aggregate').notNull(),
  aggregateId: uuid('aggregate_id').notNull(),
  aggregateVersion: integer('aggregate_version').notNull(),
  envelope: jsonb('envelope').$type<Envelope>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  publishedAt: instant('published_at'),
});

export const inbox = pgTable(
  'inbox',
  {
    consumer: text('consumer').notNull(),
    eventId: uuid('event_id').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.eventId] })],
);

export const streamPositions = pgTable('stream_positions', {
  aggregate: text('aggregate').$type<Aggregate>().primaryKey(),
  streamSeq: bigint('stream_seq', { mode: 'number' }).notNull(),
  eventId: uuid('event_id').notNull(),
});

export const deadLetters = pgTable('dead_letters', {
  id: uuid('id').primaryKey(),
  consumer: text('consumer').notNull(),
  eventId: uuid('event_id'),
  subject: text('subject').notNull(),
  payload: text('payload').notNull(),
  reason: text('reason').notNull(),
  diedAt: instant('died_at').notNull().defaultNow(),
  replayRequestedAt: instant('replay_requested_at'),
  replayedAt: instant('replayed_at'),
});

/** What a rebuild found. */
export interface Rebuilt {
  /** How many aggregates the owner's events tell of. */
  aggregates: number;
  /** Rows that were missing, and rows that were not what their owner says. */
  missing: number;
  differed: number;
  /** Rows that no event tells of. They stay, for a stream that lacks something must not make anything vanish. */
  unknown: number;
}

export const projections = pgTable('projections', {
  name: text('name').primaryKey(),
  aggregate: text('aggregate').notNull(),
  rebuildsAsked: integer('rebuilds_asked').notNull().default(0),
  rebuildsDone: integer('rebuilds_done').notNull().default(0),
  compareOnly: boolean('compare_only').notNull().default(false),
  rebuiltAt: instant('rebuilt_at'),
  outcome: jsonb('outcome').$type<Rebuilt | { failed: string }>(),
});

export const revokedSessions = pgTable('revoked_sessions', {
  id: uuid('id').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
});
