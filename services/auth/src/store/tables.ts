import type { Language, Role } from '@frontrow/common/contracts';
import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  passwordHash: text('password_hash').notNull(),
  role: text('role').$type<Role>().notNull(),
  language: text('language').$type<Language>().notNull(),
  /** How often something happened to the password that others were told of. */
  passwordVersion: integer('password_version').notNull().default(0),
  passwordChangedAt: instant('password_changed_at'),
  createdAt: instant('created_at').notNull(),
});

export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  userAgent: text('user_agent').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});

/** Questions for a new password as they came in, whoever asked; the mails to known addresses are made afterwards. */
export const forgotten = pgTable('forgotten_passwords', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  correlationId: text('correlation_id').notNull(),
});

export const resets = pgTable('password_resets', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  requestedAt: instant('requested_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});
