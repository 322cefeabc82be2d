-- What people want to be called on their tickets, if they say.
alter table users add column name text;
