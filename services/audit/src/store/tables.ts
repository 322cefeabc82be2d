import type { AuditPromise, Currency, OrderStatus } from '@frontrow/common/contracts';
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });
const minorUnits = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0);

export const auditor = pgTable('auditor', {
  one: boolean('one').primaryKey().default(true),
  beganAt: instant('began_at').notNull().defaultNow(),
  heardUntil: instant('heard_until'),
  eventsHeard: bigint('events_heard', { mode: 'number' }).notNull().default(0),
  recountedAt: instant('recounted_at'),
});

export const events = pgTable('events', {
  id: uuid('id').primaryKey(),
  type: text('type').notNull(),
  aggregate: text('aggregate').notNull(),
  aggregateId: uuid('aggregate_id').notNull(),
  aggregateVersion: integer('aggregate_version').notNull(),
  orderId: uuid('order_id'),
  ticketId: uuid('ticket_id'),
  time: instant('time').notNull(),
  receivedAt: instant('received_at').notNull().defaultNow(),
  correlationId: text('correlation_id').notNull(),
  causationId: text('causation_id'),
  content: text('content').notNull(),
  data: jsonb('data'),
});

export const aggregates = pgTable(
  'aggregates',
  {
    aggregate: text('aggregate').notNull(),
    id: uuid('id').notNull(),
    first: integer('first').notNull(),
    highest: integer('highest').notNull(),
    heard: integer('heard').notNull(),
    forgotten: integer('forgotten').notNull().default(0),
    heardAt: instant('heard_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.aggregate, table.id] })],
);

export const orders = pgTable('orders', {
  id: uuid('id').primaryKey(),
  ticketId: uuid('ticket_id'),
  status: text('status').$type<OrderStatus>(),
  quantity: integer('quantity'),
  currency: text('currency').$type<Currency>(),
  captured: minorUnits('captured'),
  refunded: minorUnits('refunded'),
  live: minorUnits('live'),
  settled: boolean('settled').notNull().default(false),
  heardAt: instant('heard_at'),
  lookAt: instant('look_at'),
});

export const listings = pgTable('listings', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  capacity: integer('capacity').notNull(),
  held: integer('held').notNull(),
  sold: integer('sold').notNull(),
  closed: boolean('closed').notNull(),
  suspended: boolean('suspended').notNull().default(false),
  heardAt: instant('heard_at').notNull().defaultNow(),
  resizedAt: instant('resized_at').notNull().defaultNow(),
  lookAt: instant('look_at'),
});

export const money = pgTable('money', {
  currency: text('currency').$type<Currency>().primaryKey(),
  captured: minorUnits('captured'),
  refunded: minorUnits('refunded'),
  live: minorUnits('live'),
});

export const findings = pgTable('findings', {
  id: uuid('id').primaryKey(),
  promise: text('promise').$type<AuditPromise>().notNull(),
  subject: text('subject').notNull(),
  key: text('key').notNull(),
  words: text('words').notNull(),
  orderId: uuid('order_id'),
  ticketId: uuid('ticket_id'),
  evidence: uuid('evidence').array().notNull(),
  lasting: boolean('lasting').notNull(),
  openedAt: instant('opened_at').notNull().defaultNow(),
  closedAt: instant('closed_at'),
  acknowledgedAt: instant('acknowledged_at'),
  acknowledgedBy: uuid('acknowledged_by'),
  note: text('note'),
});
