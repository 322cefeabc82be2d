import type {
  CancelReason,
  Currency,
  Move,
  OrderState,
  OrderStatus,
  Poster,
  SalesState,
  TimelineStep,
  TimelineValues,
} from '@frontrow/common/contracts';
import { bigint, boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { MoneyBack, Returned } from '../checkout.ts';
import type { OrderedTicket } from '../order.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const listings = pgTable('listings', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  sellerId: uuid('seller_id').notNull(),
  title: text('title').notNull(),
  venue: text('venue').notNull(),
  city: text('city').notNull(),
  country: text('country').notNull(),
  startsAt: instant('starts_at'),
  endsAt: instant('ends_at'),
  salesEndAt: instant('sales_end_at'),
  timeZone: text('time_zone').notNull().default('UTC'),
  price: integer('price').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  refundHours: integer('refund_hours').notNull(),
  moves: jsonb('moves').$type<Move[]>().notNull().default([]),
  sales: text('sales').$type<SalesState>().notNull().default('open'),
  poster: jsonb('poster').$type<Poster>(),
});

export const stock = pgTable('stock', {
  ticketId: uuid('ticket_id').primaryKey(),
  version: integer('version').notNull(),
  capacity: integer('capacity').notNull(),
  held: integer('held').notNull().default(0),
  sold: integer('sold').notNull().default(0),
  closed: boolean('closed').notNull().default(false),
  sales: text('sales').$type<SalesState>().notNull().default('open'),
  suspended: boolean('suspended').notNull().default(false),
});

/** Which network an order came from, where holds of networks are limited. */
export const placedFrom = pgTable('placed_from', {
  orderId: uuid('order_id').primaryKey(),
  ticketId: uuid('ticket_id').notNull(),
  userId: uuid('user_id').notNull(),
  network: text('network').notNull(),
  placedAt: instant('placed_at').notNull(),
});

/** Buyers whose accounts are suspended or gone, or were suspended once. */
export const closedUsers = pgTable('closed_users', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  closed: boolean('closed').notNull(),
});

export const orders = pgTable('orders', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  ticketId: uuid('ticket_id').notNull(),
  sellerId: uuid('seller_id').notNull(),
  userId: uuid('user_id').notNull(),
  quantity: integer('quantity').notNull(),
  unitPrice: integer('unit_price').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  status: text('status').$type<OrderStatus>().notNull(),
  cancelReason: text('cancel_reason').$type<CancelReason>(),
  refund: text('refund').$type<OrderState['refund']>().notNull(),
  holdUntil: instant('hold_until').notNull(),
  extended: boolean('extended').notNull(),
  graceUntil: instant('grace_until'),
  expiresAt: instant('expires_at').notNull(),
  paymentId: uuid('payment_id'),
  paymentVersion: integer('payment_version').notNull(),
  paymentFailure: text('payment_failure'),
  /** Not part of the order as others are told of it. */
  moneyBack: text('money_back').$type<MoneyBack>(),
  returned: jsonb('returned').$type<Returned>(),
  ticket: jsonb('ticket').$type<OrderedTicket>().notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  completedAt: instant('completed_at'),
  cancelledAt: instant('cancelled_at'),
});

export const timeline = pgTable('timeline', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  orderId: uuid('order_id').notNull(),
  at: instant('at').notNull(),
  event: text('event').notNull(),
  eventId: uuid('event_id'),
  step: text('step').$type<TimelineStep>(),
  values: jsonb('values').$type<TimelineValues>().notNull().default({}),
  /** What lines said before they had a step; written so long as a version that reads it may run beside this one. */
  text: text('text').notNull(),
});
