-- Tables for the kit's own tests.
create table notes (
  id uuid primary key,
  text text not null,
  version integer not null default 1
);

-- What a consumer did; without a key, so that doing it twice shows.
create table effects (
  event_id uuid not null,
  aggregate_id uuid not null,
  aggregate_version integer not null
);
