-- How often the page of a listing was looked at, by the quarter of an hour: the days of every time zone begin with one.
-- Nothing is kept of who looked.
create table views (
  ticket_id uuid not null references tickets (id),
  since timestamptz(3) not null,
  views integer not null check (views > 0),
  primary key (ticket_id, since)
);
