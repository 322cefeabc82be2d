-- When this auditor began: of what is younger it must hear the first version, too. And how far it has come.
create table auditor (
  one boolean primary key default true check (one),
  began_at timestamptz not null default clock_timestamp(),
  -- Everything that the bus had at this instant has been heard.
  heard_until timestamptz,
  events_heard bigint not null default 0,
  recounted_at timestamptz
);
insert into auditor default values;

-- What was heard, once each. `content` is a fingerprint of type and data; data about persons are not kept.
create table events (
  id uuid primary key,
  type text not null,
  aggregate text not null,
  aggregate_id uuid not null,
  aggregate_version integer not null,
  order_id uuid,
  ticket_id uuid,
  time timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  correlation_id text not null,
  causation_id text,
  content text not null,
  data jsonb,
  unique (aggregate, aggregate_id, aggregate_version)
);
create index events_of_order on events (order_id) where order_id is not null;
create index events_of_stock on events (ticket_id, correlation_id) where aggregate = 'stock';
create index events_received on events (received_at);

-- Which versions of each aggregate were heard: as many as lie between the first that is expected and the highest?
create table aggregates (
  aggregate text not null,
  id uuid not null,
  first integer not null,
  highest integer not null,
  heard integer not null,
  heard_at timestamptz not null default clock_timestamp(),
  primary key (aggregate, id)
);
create index aggregates_with_gap on aggregates (heard_at) where heard <> highest - first + 1;

-- What the events about an order add up to, as of the last look; `look_at` is when the next one is due.
create table orders (
  id uuid primary key,
  ticket_id uuid,
  status text,
  quantity integer,
  currency text,
  -- Minor units. They count once everything about the order has settled.
  captured bigint not null default 0,
  refunded bigint not null default 0,
  live bigint not null default 0,
  settled boolean not null default false,
  heard_at timestamptz,
  look_at timestamptz default '-infinity'
);
create index orders_due on orders (look_at);
create index orders_of_ticket on orders (ticket_id);
create index orders_settled on orders (heard_at) where settled;

-- The newest stock of each listing.
create table listings (
  id uuid primary key,
  version integer not null,
  capacity integer not null,
  held integer not null,
  sold integer not null,
  closed boolean not null,
  heard_at timestamptz not null default clock_timestamp(),
  resized_at timestamptz not null default clock_timestamp(),
  look_at timestamptz default '-infinity'
);
create index listings_due on listings (look_at);

-- The sums over all settled orders, kept as they change and counted anew every minute.
create table money (
  currency text primary key,
  captured bigint not null default 0,
  refunded bigint not null default 0,
  live bigint not null default 0
);

create table findings (
  id uuid primary key,
  promise text not null,
  -- What it is about: an order, a listing, a currency, an aggregate.
  subject text not null,
  -- Says exactly what was found, so that it is not found twice.
  key text not null,
  words text not null,
  order_id uuid,
  ticket_id uuid,
  evidence uuid[] not null,
  -- It can never become right, so it stands until an operator has seen it.
  lasting boolean not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  note text
);
create unique index findings_open on findings (key) where closed_at is null;
create unique index findings_lasting on findings (key) where lasting;
create index findings_of_subject on findings (subject) where closed_at is null;
create index findings_of_order on findings (order_id) where order_id is not null;
