-- Who we are at Stripe: every PaymentIntent of ours carries this id, so that another installation on the same account, or
-- another system, never counts as lost property. It is part of every backup.
create table installation (
  id uuid primary key default gen_random_uuid(),
  only_one boolean not null unique default true check (only_one)
);
insert into installation default values;

-- Each comparison of what Stripe has with what we have. The next one begins where the last that ended began; after a
-- restore that is by itself the time of the backup.
create table reconciliations (
  id uuid primary key,
  since timestamptz not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  report jsonb,
  check ((ended_at is null) = (report is null))
);
create index reconciliations_started on reconciliations (started_at);

-- PaymentIntents of ours that belong to no payment of ours, and what became of them.
create table stray_intents (
  stripe_id text primary key,
  order_id uuid not null,
  payment_id uuid not null,
  amount integer not null,
  currency text not null,
  status text not null,
  verdict text not null check (verdict in ('waiting', 'adopted', 'released')),
  found_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  -- When Stripe was seen to hold no money of it any more, or a payment had taken it over.
  settled_at timestamptz,
  check ((verdict = 'waiting') = (decided_at is null)),
  check (settled_at is null or verdict <> 'waiting')
);
create index stray_intents_unsettled on stray_intents (found_at) where settled_at is null;
