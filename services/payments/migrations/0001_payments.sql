-- Orders as payments knows them: moved forward by the version of order.* events, in whatever order these arrive.
create table orders (
  id uuid primary key,
  version integer not null check (version > 0),
  user_id uuid not null,
  status text not null check (status in ('created', 'awaiting:payment', 'complete', 'cancelled')),
  total integer not null check (total > 0),
  currency text not null,
  expires_at timestamptz not null,
  cancel_reason text
);

-- One payment per order, and for it one PaymentIntent at Stripe. There is no foreign key to orders, which is a copy and
-- may be rebuilt.
create table payments (
  id uuid primary key,
  order_id uuid not null unique,
  user_id uuid not null,
  version integer not null check (version > 0),
  status text not null check (
    status in ('open', 'processing', 'requires_action', 'authorized', 'captured', 'capture_failed', 'voided', 'refunded')
  ),
  amount integer not null check (amount > 0),
  currency text not null,
  amount_captured integer not null default 0 check (amount_captured between 0 and amount),
  amount_refunded integer not null default 0 check (amount_refunded between 0 and amount_captured),
  failure jsonb,
  card jsonb,
  stripe_id text unique,
  client_secret text,
  challenge_url text,
  refund_id text,
  refund_failed_at timestamptz,
  refund_checked_at timestamptz,
  -- Part of every idempotency key: a key that Stripe answers with a stored failure is spent, and the next one is used.
  key_number integer not null default 1 check (key_number > 0),
  -- How often something said that Stripe knows more than this row, and how many of those have been looked into.
  news integer not null default 0,
  news_seen integer not null default 0 check (news_seen <= news),
  -- When something is to be done next; null when nothing is owed.
  due_at timestamptz,
  -- How often in a row it led to nothing.
  tries integer not null default 0,
  -- Who is doing it, and until when that is believed.
  claimed_by uuid,
  claimed_until timestamptz,
  -- Where the last change came from.
  correlation_id text not null,
  causation_id text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  check ((status in ('captured', 'refunded')) = (amount_captured > 0)),
  check ((status = 'refunded') = (amount_refunded > 0)),
  check (stripe_id is not null or status in ('open', 'processing')),
  check (due_at is not null or status not in ('processing', 'requires_action')),
  check ((claimed_by is null) = (claimed_until is null))
);
create index payments_due on payments (due_at) where due_at is not null;
create index payments_refund_failed on payments (refund_failed_at) where refund_failed_at is not null;
create index payments_refunded on payments (refund_checked_at nulls first) where status = 'refunded';

create table payment_attempts (
  id uuid primary key,
  payment_id uuid not null references payments,
  number integer not null check (number > 0),
  user_id uuid not null,
  -- The client's Idempotency-Key.
  idempotency_key text,
  -- What the card form gave: a token or the id of a payment method.
  reference_type text not null check (reference_type in ('token', 'payment_method')),
  reference text not null,
  -- The key under which Stripe is asked to confirm, stored before it is asked.
  stripe_key text not null unique,
  status text not null check (status in ('open', 'authorized', 'failed', 'voided')),
  failure jsonb,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  unique (payment_id, number),
  unique (user_id, idempotency_key),
  check ((status = 'open') = (ended_at is null))
);
create unique index one_open_attempt on payment_attempts (payment_id) where status = 'open';

-- Webhooks that were received: each counts once, however often it comes.
create table stripe_events (
  id text primary key,
  type text not null,
  received_at timestamptz not null default clock_timestamp()
);
create index stripe_events_received on stripe_events (received_at);
