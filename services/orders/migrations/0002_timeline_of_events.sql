-- The event of another service that a line tells of: an event that is published again adds no second line.
alter table timeline add column event_id uuid unique;
