-- What people are called on their tickets, if they say.
alter table users add column name text;
