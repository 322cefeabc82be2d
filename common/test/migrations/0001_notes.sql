-- A table for the kit's own tests.
create table notes (
  id uuid primary key,
  text text not null,
  version integer not null default 1
);
