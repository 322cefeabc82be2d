-- Where a listing's event is by its clock, and the address and size of its seller's own poster.
alter table tickets add column time_zone text not null default 'UTC';
alter table tickets add column poster jsonb;

-- The files of uploaded posters, by what their content is named. Of each listing the current ones are here and, for pages
-- that still show it, those of the poster before, until a day after it was replaced.
create table poster_files (
  ticket_id uuid not null references tickets (id),
  hash text not null,
  file text not null,
  content bytea not null,
  replaced_at timestamptz(3),
  primary key (ticket_id, hash, file)
);
-- They are compressed already.
alter table poster_files alter column content set storage external;
create index poster_files_replaced on poster_files (replaced_at) where replaced_at is not null;
