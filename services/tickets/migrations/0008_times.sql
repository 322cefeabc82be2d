-- When doors open, when the event ends, until when it is sold, and from when on scans count.
alter table tickets add column doors_at timestamptz(3);
alter table tickets add column ends_at timestamptz(3);
alter table tickets add column sales_end_at timestamptz(3);
alter table tickets add column check_in_at timestamptz(3);
alter table tickets add column reentry boolean not null default false;
-- Moves to another date or place, each with its right to a refund: see `Move` in the contract of events.
alter table tickets add column moves jsonb not null default '[]';

-- The rule of `overAt` in the contracts (a test compares the two). Hours are added to a time without a zone, since those of
-- a time with one depend on the session's, which a generated column may not.
alter table tickets add column over_at timestamptz(3) not null generated always as (
  coalesce(ends_at, (starts_at at time zone 'UTC' + interval '6 hours') at time zone 'UTC', 'infinity')
) stored;
-- Found to be over by the worker that looks for it: only a hint, which keeps years of past events out of the indexes that
-- are walked by date or price.
alter table tickets add column past boolean not null default false;
create index tickets_not_past on tickets (over_at) where not past;

drop index tickets_soonest;
drop index tickets_by_amount;
drop index tickets_in_city;
create index tickets_soonest on tickets (sort_time, id) where status = 'on_sale' and not past;
create index tickets_by_amount on tickets (amount, id) where status = 'on_sale' and not past;
create index tickets_in_city on tickets (plain_text(city), sort_time) where status = 'on_sale' and not past;

-- What changed of a listing after units of it were taken: its page shows it.
create table edits (
  ticket_id uuid not null references tickets (id),
  version integer not null,
  at timestamptz(3) not null,
  before jsonb not null,
  after jsonb not null,
  primary key (ticket_id, version)
);

-- Scans that were taken back. A door that sends one of them again, because it never got its answer, lets nobody in by it.
alter table admissions add column undone_scans uuid[] not null default '{}';
create table undone_check_ins (
  scan_id uuid primary key,
  ticket_id uuid not null,
  admission_id uuid not null references admissions (id),
  redeemed_at timestamptz(3) not null,
  user_id uuid not null,
  reason text not null,
  at timestamptz(3) not null
);
