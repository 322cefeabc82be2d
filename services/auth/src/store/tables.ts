import type {
  AccountEventName,
  Decision,
  Language,
  Role,
  SecurityOutcome,
  SignInMethod,
  VerificationPurpose,
} from '@frontrow/common/contracts';
import { bigint, boolean, customType, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { NextStep } from '../factor.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull().default(1),
  email: text('email').notNull(),
  /** For tickets; null when none was given. */
  name: text('name'),
  /** What the address is compared by; rows of before have none, and are compared by the address itself. */
  emailKey: text('email_key'),
  emailVerifiedAt: instant('email_verified_at'),
  /** How often others were told of mails about the address. */
  emailVersion: integer('email_version').notNull().default(0),
  passwordHash: text('password_hash').notNull(),
  /** Whether a second factor is confirmed; kept in step by `noteFactors`. */
  hasFactor: boolean('has_factor').notNull().default(false),
  role: text('role').$type<Role>().notNull(),
  language: text('language').$type<Language>().notNull(),
  /** How often something happened to the password that others were told of. */
  passwordVersion: integer('password_version').notNull().default(0),
  passwordChangedAt: instant('password_changed_at'),
  createdAt: instant('created_at').notNull(),
  suspendedAt: instant('suspended_at'),
  decision: jsonb('decision').$type<Decision>(),
});

export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  userAgent: text('user_agent').notNull(),
  method: text('method').$type<SignInMethod>().notNull(),
  createdAt: instant('created_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  lastSeenAt: instant('last_seen_at'),
  /** Whether its user was told of a browser that was not known. */
  newDevice: boolean('new_device').notNull().default(false),
  /** How long it may be left alone. */
  idleSeconds: integer('idle_seconds').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});

/** Questions for a new password as they came in, whoever asked; the mails to known addresses are made afterwards. */
export const forgotten = pgTable('forgotten_passwords', {
  id: uuid('id').primaryKey(),
  /** As it is compared. */
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

export const verifications = pgTable('verifications', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  purpose: text('purpose').$type<VerificationPurpose>().notNull(),
  email: text('email').notNull(),
  emailKey: text('email_key').notNull(),
  sessionId: uuid('session_id'),
  requestedAt: instant('requested_at').notNull(),
  codeExpiresAt: instant('code_expires_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  tries: integer('tries').notNull().default(0),
  endedAt: instant('ended_at'),
});

/** What happened with accounts, without addresses. */
export const accountEvents = pgTable('account_events', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  at: instant('at').notNull(),
  what: text('what').$type<AccountEventName>().notNull(),
  outcome: text('outcome').$type<SecurityOutcome>().notNull(),
  reason: text('reason'),
  actorId: uuid('actor_id'),
  userAgent: text('user_agent'),
});

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Sign-ins that want more than a password. */
export const pendingSignIns = pgTable('pending_sign_ins', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  next: text('next').$type<NextStep>().notNull(),
  tries: integer('tries').notNull().default(0),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

export const passkeys = pgTable('passkeys', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  credentialId: text('credential_id').notNull(),
  publicKey: bytes('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull(),
  transports: text('transports').array().notNull(),
  synced: boolean('synced').notNull(),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at'),
});

export const authenticatorApps = pgTable('authenticator_apps', {
  userId: uuid('user_id').primaryKey(),
  sealedSecret: text('sealed_secret').notNull(),
  createdAt: instant('created_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  lastUsedAt: instant('last_used_at'),
});

export const recoveryCodes = pgTable('recovery_codes', {
  userId: uuid('user_id').notNull(),
  hash: text('hash').notNull(),
  madeAt: instant('made_at').notNull(),
  usedAt: instant('used_at'),
});
