import type {
  Currency,
  DisputePhase,
  OrderStatus,
  PaymentFailure,
  PaymentState,
  PaymentStatus,
  RefundMethod,
} from '@frontrow/common/contracts';
import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Attempt, Settlement } from '../payment.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const orders = pgTable('orders', {
  id: uuid('id').primaryKey(),
  version: integer('version').notNull(),
  userId: uuid('user_id').notNull(),
  status: text('status').$type<OrderStatus>().notNull(),
  total: integer('total').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  expiresAt: instant('expires_at').notNull(),
  cancelReason: text('cancel_reason'),
});

export const payments = pgTable('payments', {
  id: uuid('id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  userId: uuid('user_id').notNull(),
  version: integer('version').notNull(),
  status: text('status').$type<PaymentStatus>().notNull(),
  amount: integer('amount').notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  amountCaptured: integer('amount_captured').notNull(),
  amountRefunded: integer('amount_refunded').notNull(),
  amountTaken: integer('amount_taken').notNull(),
  disputeId: text('dispute_id'),
  failure: jsonb('failure').$type<PaymentFailure>(),
  card: jsonb('card').$type<NonNullable<PaymentState['card']>>(),
  stripeId: text('stripe_id'),
  clientSecret: text('client_secret'),
  challengeUrl: text('challenge_url'),
  refundId: text('refund_id'),
  refundFailedAt: instant('refund_failed_at'),
  refundCheckedAt: instant('refund_checked_at'),
  failedRefundId: text('failed_refund_id'),
  settlement: jsonb('settlement').$type<Omit<Settlement, 'settledAt'> & { settledAt: string }>(),
  keyNumber: integer('key_number').notNull(),
  lastKey: text('last_key'),
  keyedAt: instant('keyed_at'),
  news: integer('news').notNull(),
  newsSeen: integer('news_seen').notNull(),
  dueAt: instant('due_at'),
  tries: integer('tries').notNull().default(0),
  claimedBy: uuid('claimed_by'),
  claimedUntil: instant('claimed_until'),
  correlationId: text('correlation_id').notNull(),
  causationId: text('causation_id'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const refundDecisions = pgTable('refund_decisions', {
  id: uuid('id').primaryKey(),
  paymentId: uuid('payment_id').notNull(),
  decision: text('decision').$type<'settled' | 'retried'>().notNull(),
  how: text('how').$type<RefundMethod>(),
  note: text('note').notNull(),
  decidedBy: uuid('decided_by').notNull(),
  decidedAt: instant('decided_at').notNull(),
});

/** What an operator decided about a refund that failed, and why: kept for good. */
export type RefundDecision = typeof refundDecisions.$inferSelect;

export const strayIntents = pgTable('stray_intents', {
  stripeId: text('stripe_id').primaryKey(),
  orderId: uuid('order_id').notNull(),
  paymentId: uuid('payment_id').notNull(),
  amount: integer('amount').notNull(),
  currency: text('currency').notNull(),
  status: text('status').notNull(),
  verdict: text('verdict').$type<'waiting' | 'adopted' | 'released'>().notNull(),
  foundAt: instant('found_at').notNull().defaultNow(),
  decidedAt: instant('decided_at'),
  settledAt: instant('settled_at'),
});

export const disputes = pgTable('disputes', {
  id: text('id').primaryKey(),
  paymentId: uuid('payment_id').notNull(),
  phase: text('phase').$type<DisputePhase>().notNull(),
  status: text('status').notNull(),
  reason: text('reason').notNull(),
  amount: integer('amount').notNull(),
  withdrawn: boolean('withdrawn').notNull(),
  refundable: boolean('refundable').notNull(),
  respondBy: instant('respond_by'),
  openedAt: instant('opened_at').notNull(),
  checkedAt: instant('checked_at').notNull().defaultNow(),
});

export const attempts = pgTable('payment_attempts', {
  id: uuid('id').primaryKey(),
  paymentId: uuid('payment_id').notNull(),
  number: integer('number').notNull(),
  userId: uuid('user_id').notNull(),
  idempotencyKey: text('idempotency_key'),
  referenceType: text('reference_type').$type<'token' | 'payment_method'>().notNull(),
  reference: text('reference').notNull(),
  network: text('network'),
  stripeKey: text('stripe_key').notNull(),
  status: text('status').$type<Attempt['status']>().notNull(),
  failure: jsonb('failure').$type<PaymentFailure>(),
  startedAt: instant('started_at').notNull().defaultNow(),
  endedAt: instant('ended_at'),
});

export const declines = pgTable('declines', {
  attemptId: uuid('attempt_id').primaryKey(),
  userId: uuid('user_id').notNull(),
  network: text('network'),
  card: text('card'),
  declinedAt: instant('declined_at').notNull(),
});
