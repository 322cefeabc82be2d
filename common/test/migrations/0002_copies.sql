create table copies (
  ticket_id uuid primary key,
  version integer not null,
  held integer not null,
  -- Not part of the copy.
  own text not null default 'kept'
);
