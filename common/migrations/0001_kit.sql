-- What every service's database has beside its own tables.

create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  type text not null,
  aggregate text not null,
  aggregate_id uuid not null,
  aggregate_version integer not null check (aggregate_version > 0),
  envelope jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  published_at timestamptz,
  unique (aggregate, aggregate_id, aggregate_version)
);
create index outbox_pending on outbox (seq) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

create table inbox (
  consumer text not null,
  event_id uuid not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (consumer, event_id)
);
create index inbox_received on inbox (received_at);

create table dead_letters (
  id uuid primary key,
  consumer text not null,
  event_id uuid,
  subject text not null,
  payload text not null,
  reason text not null,
  died_at timestamptz not null default clock_timestamp(),
  replay_requested_at timestamptz,
  replayed_at timestamptz
);
create index dead_letters_replay on dead_letters (replay_requested_at) where replay_requested_at is not null and replayed_at is null;

create table revoked_sessions (
  id uuid primary key,
  expires_at timestamptz not null
);

create table idempotency_keys (
  user_id uuid not null,
  route text not null,
  key text not null,
  body_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (user_id, route, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
