-- Off sale by a decision of operators, beside what the seller wants of the sales: the lock of the stock decides.
alter table stock add column suspended boolean not null default false;
create index stock_suspended on stock (ticket_id) where suspended;

-- What is there keeps to the narrower rule of before, so nothing of it has to be looked at.
alter table orders drop constraint orders_cancel_reason_check;
alter table orders add constraint orders_cancel_reason_check check (cancel_reason in (
  'buyer', 'expired', 'suspended', 'payment_failed', 'refunded', 'refunded_by_seller', 'refunded_by_operator', 'event_cancelled'))
  not valid;

-- Buyers whose accounts are closed, or were for a while: nobody else is in here. One that is open again stays, so that older
-- news of it is known to be old.
create table closed_users (
  id uuid primary key,
  version integer not null,
  closed boolean not null
);
