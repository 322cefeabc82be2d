-- Whether the session's browser was not known to be one of its user's, which they were told.
alter table sessions add column new_device boolean not null default false;
