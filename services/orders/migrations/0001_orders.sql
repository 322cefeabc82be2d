-- What orders knows of a listing (a copy; tickets owns it).
create table listings (
  id uuid primary key,
  version integer not null,
  seller_id uuid not null,
  title text not null,
  venue text not null,
  city text not null,
  country text not null,
  starts_at timestamptz,
  price integer not null check (price > 0),
  currency text not null,
  refund_hours integer not null
);

-- The units of each listing. The last check is what makes overselling impossible: no code path can pass it.
create table stock (
  ticket_id uuid primary key,
  version integer not null,
  capacity integer not null,
  held integer not null default 0 check (held >= 0),
  sold integer not null default 0 check (sold >= 0),
  closed boolean not null default false,
  constraint stock_not_oversold check (held + sold <= capacity)
);
create index stock_closed on stock (ticket_id) where closed;

create table orders (
  id uuid primary key,
  version integer not null,
  ticket_id uuid not null,
  seller_id uuid not null,
  user_id uuid not null,
  quantity integer not null check (quantity between 1 and 10),
  unit_price integer not null check (unit_price > 0),
  currency text not null,
  status text not null check (status in ('created', 'awaiting:payment', 'complete', 'cancelled')),
  cancel_reason text check (cancel_reason in ('buyer', 'expired', 'payment_failed', 'refunded', 'event_cancelled')),
  refund text not null check (refund in ('none', 'requested', 'refused', 'granted')),
  hold_until timestamptz not null,
  extended boolean not null default false,
  grace_until timestamptz,
  -- The deadline that follows from status, hold and grace: what the sweeper looks for.
  expires_at timestamptz not null,
  payment_id uuid,
  payment_version integer not null default 0,
  payment_failure text,
  ticket jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz,
  cancelled_at timestamptz,
  check ((status = 'cancelled') = (cancel_reason is not null)),
  check (status <> 'complete' or payment_id is not null)
);
create index orders_of_user on orders (user_id, id desc);
create index orders_of_ticket on orders (ticket_id) where status <> 'cancelled';
create index orders_unpaid on orders (expires_at) where status in ('created', 'awaiting:payment');
create index orders_unpaid_of_user on orders (user_id) where status in ('created', 'awaiting:payment');

-- Everything that happened to an order, for people.
create table timeline (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders (id),
  at timestamptz not null,
  event text not null,
  text text not null
);
create index timeline_of_order on timeline (order_id, at, id);
