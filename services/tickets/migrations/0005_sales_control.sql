-- Whether a listing takes orders, as its seller wants it; and as orders keeps to it, in the copy of the stock.
alter table tickets add column sales text not null default 'open' check (sales in ('open', 'paused', 'ended'));
alter table stock add column sales text not null default 'open' check (sales in ('open', 'paused', 'ended'));
