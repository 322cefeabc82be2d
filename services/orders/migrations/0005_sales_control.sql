-- Whether a listing takes orders, as its seller wants it: in the copy of the listing, and in the stock, whose lock decides.
alter table listings add column sales text not null default 'open' check (sales in ('open', 'paused', 'ended'));
alter table stock add column sales text not null default 'open' check (sales in ('open', 'paused', 'ended'));
-- What the newest word on an order's payment says of the money of an order that ended; null while there is none.
alter table orders add column money_back text check (money_back in ('returned', 'not_charged', 'failed'));
update orders set money_back = case heard.event when 'payment.refunded' then 'returned' when 'payment.refund_failed' then 'failed'
    else 'not_charged' end
  from (select distinct on (order_id) order_id, event from timeline
    where event in ('payment.refunded', 'payment.refund_failed', 'payment.voided', 'payment.capture_failed')
    order by order_id, at desc, id desc) as heard
  where heard.order_id = orders.id;
