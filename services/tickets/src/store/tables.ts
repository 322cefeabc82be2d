import type {
  Category,
  Currency,
  Decision,
  EditView,
  Move,
  OrderState,
  Poster,
  PosterFile,
  SalesState,
  TicketState,
} from '@frontrow/common/contracts';
import { sql } from 'drizzle-orm';
import { boolean, customType, integer, jsonb, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/** Instants are ISO texts in the code, as they are in events and answers. */
const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** The expression is the migration's. */
const byDatabase = sql``;
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const tickets = pgTable('tickets', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  sellerId: uuid('seller_id').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull(),
  category: text('category').$type<Category>().notNull(),
  venue: text('venue').notNull(),
  city: text('city').notNull(),
  country: text('country').notNull(),
  startsAt: instant('starts_at'),
  doorsAt: instant('doors_at'),
  endsAt: instant('ends_at'),
  salesEndAt: instant('sales_end_at'),
  checkInAt: instant('check_in_at'),
  reentry: boolean('reentry').notNull(),
  timeZone: text('time_zone').notNull(),
  price: integer('price').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  quantity: integer('quantity').notNull(),
  refundHours: integer('refund_hours').notNull(),
  status: text('status').$type<TicketState['status']>().notNull(),
  sales: text('sales').$type<SalesState>().notNull(),
  suspended: boolean('suspended').notNull(),
  sellerSuspended: boolean('seller_suspended').notNull(),
  decision: jsonb('decision').$type<Decision>(),
  poster: jsonb('poster').$type<Poster>(),
  moves: jsonb('moves').$type<Move[]>().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  amount: numeric('amount', { mode: 'number' }).notNull(),
  sortTime: instant('sort_time').generatedAlwaysAs(byDatabase).notNull(),
  /** `overAt` of it, or infinity. */
  overAt: instant('over_at').generatedAlwaysAs(byDatabase).notNull(),
  past: boolean('past').notNull().default(false),
  /** Whether there are `edits` of it; set by the database. */
  edited: boolean('edited').notNull().default(false),
  search: tsvector('search').generatedAlwaysAs(byDatabase).notNull(),
});

/** What changed of listings after units of them were taken. */
export const edits = pgTable(
  'edits',
  {
    ticketId: uuid('ticket_id').notNull(),
    version: integer('version').notNull(),
    at: instant('at').notNull(),
    before: jsonb('before').$type<EditView['before']>().notNull(),
    after: jsonb('after').$type<EditView['after']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.version] })],
);

export const stock = pgTable('stock', {
  ticketId: uuid('ticket_id').primaryKey(),
  version: integer('version').notNull(),
  capacity: integer('capacity').notNull(),
  held: integer('held').notNull(),
  sold: integer('sold').notNull(),
  closed: boolean('closed').notNull(),
  sales: text('sales').$type<SalesState>().notNull(),
  suspended: boolean('suspended').notNull(),
});

export const views = pgTable(
  'views',
  { ticketId: uuid('ticket_id').notNull(), since: instant('since').notNull(), views: integer('views').notNull() },
  (table) => [primaryKey({ columns: [table.ticketId, table.since] })],
);

export const posterFiles = pgTable(
  'poster_files',
  {
    ticketId: uuid('ticket_id').notNull(),
    hash: text('hash').notNull(),
    file: text('file').$type<PosterFile>().notNull(),
    content: bytes('content').notNull(),
    replacedAt: instant('replaced_at'),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.hash, table.file] })],
);

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  email: text('email').notNull(),
  emailKey: text('email_key'),
  name: text('name'),
  verified: boolean('verified').notNull().default(false),
  closed: boolean('closed').notNull().default(false),
});

export const organisers = pgTable('organisers', {
  sellerId: uuid('seller_id').primaryKey(),
  name: text('name').notNull(),
  contact: text('contact').notNull(),
});

export const staff = pgTable(
  'staff',
  { ticketId: uuid('ticket_id').notNull(), userId: uuid('user_id').notNull() },
  (table) => [primaryKey({ columns: [table.ticketId, table.userId] })],
);

/** Who was asked to be staff and has not answered yet. */
export const invitations = pgTable(
  'staff_invitations',
  {
    ticketId: uuid('ticket_id').notNull(),
    emailKey: text('email_key').notNull(),
    email: text('email').notNull(),
    invitedAt: instant('invited_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.ticketId, table.emailKey] })],
);

export const orderAdmissions = pgTable('order_admissions', {
  orderId: uuid('order_id').primaryKey(),
  version: integer('version').notNull().default(0),
  state: text('state').$type<'none' | 'issued' | 'revoked'>().notNull().default('none'),
  captured: boolean('captured').notNull().default(false),
  paymentVersion: integer('payment_version').notNull().default(0),
  refusedVersion: integer('refused_version').notNull().default(0),
  orderVersion: integer('order_version').notNull().default(0),
  ticketId: uuid('ticket_id'),
  userId: uuid('user_id'),
  quantity: integer('quantity'),
  orderStatus: text('order_status').$type<OrderState['status']>(),
  refund: text('refund').$type<OrderState['refund']>(),
});

export const admissions = pgTable('admissions', {
  id: uuid('id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  userId: uuid('user_id').notNull(),
  number: integer('number').notNull(),
  shortCode: text('short_code').notNull().default(byDatabase),
  issuedAt: instant('issued_at').notNull(),
  redeemedAt: instant('redeemed_at'),
  revokedAt: instant('revoked_at'),
  scanId: uuid('scan_id'),
  leaseId: uuid('lease_id'),
  undoneScans: uuid('undone_scans').array().notNull().default([]),
  changedAt: instant('changed_at').notNull().default(byDatabase),
});

/** Scans that were taken back, by whom and why. */
export const undoneCheckIns = pgTable('undone_check_ins', {
  scanId: uuid('scan_id').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  admissionId: uuid('admission_id').notNull(),
  redeemedAt: instant('redeemed_at').notNull(),
  userId: uuid('user_id').notNull(),
  reason: text('reason').notNull(),
  at: instant('at').notNull(),
});

export const doorLeases = pgTable('door_leases', {
  id: uuid('id').primaryKey(),
  ticketId: uuid('ticket_id').notNull(),
  deviceId: uuid('device_id').notNull(),
  deviceName: text('device_name').notNull(),
  userId: uuid('user_id').notNull(),
  takenAt: instant('taken_at').notNull(),
  renewedAt: instant('renewed_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

export const doorConflicts = pgTable('door_conflicts', {
  scanId: uuid('scan_id').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  leaseId: uuid('lease_id').notNull(),
  kind: text('kind').$type<'used' | 'revoked' | 'unknown'>().notNull(),
  admissionId: uuid('admission_id'),
  scannedAt: instant('scanned_at').notNull(),
  otherAt: instant('other_at'),
  otherLeaseId: uuid('other_lease_id'),
  notedAt: instant('noted_at').notNull(),
});
