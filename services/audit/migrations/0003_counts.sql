-- What the orders of each listing add up to, moved by what each look at an order changed: adding up all orders of a hot
-- listing at every look at it would cost more with each that is sold.
create table units (
  ticket_id uuid primary key,
  held integer not null default 0,
  sold integer not null default 0,
  -- When something of any of its orders was heard last.
  heard_at timestamptz
);
insert into units
select ticket_id, coalesce(sum(quantity) filter (where status in ('created', 'awaiting:payment')), 0),
  coalesce(sum(quantity) filter (where status = 'complete'), 0), max(heard_at)
from orders where ticket_id is not null group by ticket_id;

-- Finds the orders of a listing of which something was heard in the last seconds.
drop index orders_of_ticket;
create index orders_of_ticket on orders (ticket_id, heard_at);

-- A recount takes some thousand orders at each look, in the order of their ids, so that a million of them hold nothing up.
-- Those up to `recounted_to` are in these tables; what changes of them is added here as it is to the running sums.
alter table auditor add column recounted_to uuid;
create table recounted_money (like money including all);
create table recounted_units (like units including all);
