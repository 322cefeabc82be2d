-- Which network an order was placed from, by a hash, where holds of networks are limited. Kept for as long as what was
-- given up counts, and then deleted.
create table placed_from (
  order_id uuid primary key references orders (id),
  ticket_id uuid not null,
  user_id uuid not null,
  network text not null,
  placed_at timestamptz(3) not null
);
create index placed_from_networks on placed_from (ticket_id, network);
create index placed_from_buyers on placed_from (ticket_id, user_id);
create index placed_from_old on placed_from (placed_at);
