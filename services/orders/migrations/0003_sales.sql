-- What sellers ask: the orders of all their listings or of one, newest first, and what was paid for or given back when.
create index orders_of_seller on orders (seller_id, created_at desc, id desc);
create index orders_of_listing on orders (ticket_id, created_at desc, id desc);
create index orders_paid_of_seller on orders (seller_id, completed_at) where completed_at is not null;
create index orders_given_back_of_seller on orders (seller_id, cancelled_at) where completed_at is not null and cancelled_at is not null;
create index listings_of_seller on listings (seller_id);
