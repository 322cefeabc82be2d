-- How the money of an order that ended was returned, how much of it and when; null while it was not, and where an older
-- version did not note it.
alter table orders add column returned jsonb;
