-- Up to which version the events of an aggregate were all heard and may be forgotten. Outboxes keep some of them, and tell
-- them again when the broker loses its store, long after the inbox has forgotten them: they are known all the same.
alter table aggregates add column forgotten integer not null default 0;
