import type { Owner } from '../sources.ts';

/** Rows as the databases hold them. Instants are texts in UTC with microseconds; money is integer minor units. */

export type OrderStatus = 'created' | 'awaiting:payment' | 'complete' | 'cancelled';

export interface Envelope {
  id: string;
  type: string;
  time: string;
  correlationId: string;
  causationId: string | null;
  aggregateId: string;
  aggregateVersion: number;
  data: Record<string, unknown>;
}

export interface OutboxRow {
  owner: Owner;
  seq: number;
  id: string;
  type: string;
  aggregate: string;
  aggregate_id: string;
  aggregate_version: number;
  envelope: Envelope;
  created_at: string;
  published_at: string | null;
}

export interface InboxRow {
  owner: Owner;
  consumer: string;
  event_id: string;
  received_at: string;
}

export interface DeadLetter {
  owner: Owner;
  id: string;
  consumer: string;
  event_id: string | null;
  subject: string;
  payload: string;
  reason: string;
  died_at: string;
  replayed_at: string | null;
}

/** The answer that a service keeps for a request that may come again. */
export interface StoredAnswer {
  owner: Owner;
  user_id: string;
  route: string;
  status: number;
  made: string | null;
}

export interface Revocation {
  owner: Owner;
  id: string;
  expires_at: string;
}

export interface User {
  id: string;
  version: number;
  email: string;
  verified: boolean;
  suspended_at: string | null;
}

/** A buyer whose account is closed, or was, as orders knows it. */
export interface ClosedUser {
  id: string;
  version: number;
  closed: boolean;
}

export interface Ticket {
  id: string;
  version: number;
  seller_id: string;
  title: string;
  description: string;
  category: string;
  venue: string;
  city: string;
  country: string;
  starts_at: string | null;
  price: number;
  currency: string;
  quantity: number;
  refund_hours: number;
  status: string;
  sales: string;
  suspended: boolean;
}

export type Listing = Omit<Ticket, 'description' | 'category' | 'quantity' | 'status' | 'suspended'>;

export interface Stock {
  ticket_id: string;
  version: number;
  capacity: number;
  held: number;
  sold: number;
  closed: boolean;
  sales: string;
  suspended: boolean;
}

export interface Order {
  id: string;
  version: number;
  ticket_id: string;
  user_id: string;
  quantity: number;
  unit_price: number;
  currency: string;
  status: OrderStatus;
  cancel_reason: string | null;
  refund: string;
  hold_until: string;
  extended: boolean;
  expires_at: string;
  payment_id: string | null;
  payment_version: number;
}

export interface TimelineLine {
  order_id: string;
  at: string;
  event: string;
  text: string;
}

/** An order as payments knows it. */
export interface PaidOrder {
  id: string;
  version: number;
  user_id: string;
  status: OrderStatus;
  total: number;
  currency: string;
  expires_at: string;
  cancel_reason: string | null;
}

export interface Payment {
  id: string;
  order_id: string;
  user_id: string;
  version: number;
  status: string;
  amount: number;
  currency: string;
  amount_captured: number;
  amount_refunded: number;
  /** What a capture took that was less than the whole, if this version of payments knows such a thing. */
  amount_taken?: number;
  stripe_id: string | null;
  refund_failed_at: string | null;
  /** What a person paid back past the provider, if this version of payments knows such a thing. */
  settlement?: { how: string; amount: number } | null;
  key_number: number;
}

export interface Attempt {
  id: string;
  payment_id: string;
  number: number;
  stripe_key: string;
  status: string;
}

/** An order, and the state of its admissions, as tickets knows them. */
export interface OrderAdmissions {
  order_id: string;
  version: number;
  state: string;
  captured: boolean;
  order_version: number;
  ticket_id: string | null;
  user_id: string | null;
  quantity: number | null;
  order_status: OrderStatus | null;
  refund: string | null;
}

export interface Admission {
  id: string;
  order_id: string;
  ticket_id: string;
  user_id: string;
  number: number;
  redeemed_at: string | null;
  revoked_at: string | null;
  scan_id: string | null;
}

export type TicketUser = Omit<User, 'suspended_at'> & { closed: boolean };
