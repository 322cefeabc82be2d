-- The last part of an id is the order's number, as people say it (`order-number.ts` in the contracts): each is there once.
create unique index orders_by_number on orders (right(id::text, 12));
