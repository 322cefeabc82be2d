-- Copies of what others own, as far as mails speak of it.
create table users (
  id uuid primary key,
  version integer not null,
  email text not null,
  language text not null
);

create table listings (
  id uuid primary key,
  version integer not null,
  title text not null,
  venue text not null,
  city text not null,
  country text not null,
  starts_at timestamptz,
  time_zone text
);

create table orders (
  id uuid primary key,
  version integer not null,
  ticket_id uuid not null,
  user_id uuid not null,
  quantity integer not null,
  total bigint not null,
  currency text not null,
  status text not null,
  cancel_reason text,
  refund text not null,
  event jsonb not null,
  created_at timestamptz not null
);
create index orders_live on orders (ticket_id, user_id) where status <> 'cancelled';

-- Changes of events that all buyers are to be told of, and how far that has come.
create table announcements (
  ticket_id uuid not null,
  version integer not null,
  change jsonb not null,
  happened_at timestamptz not null,
  due_at timestamptz not null,
  told_until uuid,
  done_at timestamptz,
  primary key (ticket_id, version)
);
create index announcements_due on announcements (due_at) where done_at is null;

-- One row for each mail that is owed, or was. Who is to get it for what is unique, so no event is mailed about twice.
create table mails (
  id uuid primary key,
  kind text not null,
  topic text not null,
  user_id uuid not null,
  about jsonb not null,
  happened_at timestamptz not null,
  state text not null check (state in ('queued', 'sent', 'skipped', 'failed')),
  -- Why it was skipped or failed, or what it waits for.
  why text,
  tries integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  claimed_by uuid,
  claimed_until timestamptz,
  ended_at timestamptz check ((ended_at is null) = (state = 'queued')),
  unique (kind, topic, user_id)
);
create index mails_due on mails (tries, due_at) where state = 'queued';
create index mails_ended on mails (ended_at) where state <> 'queued';

-- Where mails go when there is no mail server.
create table mailbox (
  id uuid primary key references mails on delete cascade,
  email text not null,
  subject text not null,
  html text not null,
  plain text not null,
  received_at timestamptz not null default clock_timestamp()
);
create index mailbox_received on mailbox (received_at desc);
