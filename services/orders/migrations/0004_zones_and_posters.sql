-- Of a listing: the zone in which its start is told, and the address and size of its poster.
alter table listings add column time_zone text not null default 'UTC';
alter table listings add column poster jsonb;
