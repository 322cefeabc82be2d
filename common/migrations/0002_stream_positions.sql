-- How far each stream of this service's events had come when the broker last acknowledged one.
create table stream_positions (
  aggregate text primary key,
  stream_seq bigint not null,
  event_id uuid not null
);
