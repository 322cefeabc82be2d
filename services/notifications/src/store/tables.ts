import type { Currency, Language, OrderState, OrderStatus } from '@frontrow/common/contracts';
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Attachment, Change, MailKind } from '../mail.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  email: text('email').notNull(),
  name: text('name'),
  language: text('language').$type<Language>().notNull(),
  verified: boolean('verified').notNull().default(false),
});

export const listings = pgTable('listings', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  title: text('title').notNull(),
  venue: text('venue').notNull(),
  city: text('city').notNull(),
  country: text('country').notNull(),
  startsAt: instant('starts_at'),
  doorsAt: instant('doors_at'),
  endsAt: instant('ends_at'),
  timeZone: text('time_zone'),
});

export const orders = pgTable('orders', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  userId: uuid('user_id').notNull(),
  quantity: integer('quantity').notNull(),
  total: bigint('total', { mode: 'number' }).notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  status: text('status').$type<OrderStatus>().notNull(),
  cancelReason: text('cancel_reason').$type<OrderState['cancelReason']>(),
  refund: text('refund').$type<OrderState['refund']>().notNull(),
  event: jsonb('event').$type<OrderState['ticket']>().notNull(),
  createdAt: instant('created_at').notNull(),
});

export const announcements = pgTable(
  'announcements',
  {
    ticketId: uuid('ticket_id').notNull(),
    version: integer('version').notNull(),
    change: jsonb('change').$type<Change>().notNull(),
    /** The first of the changes that are told as one, and the last. */
    since: instant('since').notNull(),
    happenedAt: instant('happened_at').notNull(),
    dueAt: instant('due_at').notNull(),
    /** The last user who was told, in the order of their ids. */
    toldUntil: uuid('told_until'),
    doneAt: instant('done_at'),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.version] })],
);

export type MailState = 'queued' | 'held' | 'sent' | 'skipped' | 'failed';

export const mails = pgTable('mails', {
  id: uuid('id').primaryKey(),
  kind: text('kind').$type<MailKind>().notNull(),
  topic: text('topic').notNull(),
  userId: uuid('user_id').notNull(),
  about: jsonb('about').$type<object>().notNull(),
  happenedAt: instant('happened_at').notNull(),
  state: text('state').$type<MailState>().notNull(),
  why: text('why'),
  tries: integer('tries').notNull().default(0),
  dueAt: instant('due_at').notNull(),
  claimedBy: uuid('claimed_by'),
  claimedUntil: instant('claimed_until'),
  endedAt: instant('ended_at'),
});

export const mailbox = pgTable('mailbox', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  emailKey: text('email_key').notNull(),
  subject: text('subject').notNull(),
  html: text('html').notNull(),
  text: text('plain').notNull(),
  attachments: jsonb('attachments').$type<Attachment[]>().notNull().default([]),
  receivedAt: instant('received_at').notNull(),
});
