-- Which device keeps the guest list of a listing, to go on from it when the connection is lost. One row per taking: it
-- stays, because scans that were made under it may come in much later.
create table door_leases (
  id uuid primary key,
  ticket_id uuid not null references tickets (id),
  device_id uuid not null,
  device_name text not null check (char_length(device_name) between 1 and 80),
  user_id uuid not null,
  taken_at timestamptz(3) not null,
  renewed_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > taken_at),
  -- When it was given back or taken over; an expired one is ended by whoever takes the list next.
  ended_at timestamptz(3)
);
-- One device at a time: the last word in every race for the list.
create unique index door_leases_open on door_leases (ticket_id) where ended_at is null;
create index door_leases_of_user on door_leases (user_id, taken_at desc);

-- The lease under which someone was let in without a connection; null when the scan was made online.
alter table admissions add column lease_id uuid references door_leases (id);
-- So that a device with the list only asks for what is new. At most minutes older than the commit.
alter table admissions add column changed_at timestamptz(3) not null default now();
create index admissions_changed on admissions (ticket_id, changed_at);

-- Scans that were let in without a connection, although the admission turned out to be no longer good.
create table door_conflicts (
  scan_id uuid primary key,
  ticket_id uuid not null references tickets (id),
  lease_id uuid not null references door_leases (id),
  kind text not null check (kind in ('used', 'revoked', 'unknown')),
  admission_id uuid references admissions (id),
  scanned_at timestamptz(3) not null,
  -- When it was used first, or revoked, and the lease of that first use if it was offline, too.
  other_at timestamptz(3),
  other_lease_id uuid references door_leases (id),
  noted_at timestamptz(3) not null,
  check ((kind = 'unknown') = (admission_id is null)),
  check ((kind = 'unknown') = (other_at is null))
);
create index door_conflicts_of_ticket on door_conflicts (ticket_id, scan_id desc);
