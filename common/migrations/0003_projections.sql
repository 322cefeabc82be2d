-- The copies that a service keeps of what others own, and how often one was asked, and has been, rebuilt.
create table projections (
  name text primary key,
  aggregate text not null,
  rebuilds_asked integer not null default 0,
  rebuilds_done integer not null default 0 check (rebuilds_done <= rebuilds_asked),
  -- Whether the one asked for is to compare only.
  compare_only boolean not null default false,
  rebuilt_at timestamptz,
  -- How many rows were missing or differed the last time, or why it failed.
  outcome jsonb
);
