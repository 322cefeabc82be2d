-- Whether the account has a confirmed second factor. It is in the row of the user, under whose lock sign-ins and changes of
-- factors wait for each other: what a sign-in reads once it has waited is what the change wrote.
alter table users add column has_factor boolean not null default false;

-- How long a session may be left alone before it ends. Those of before end a week after they began.
alter table sessions add column idle_seconds integer not null default 604800 check (idle_seconds > 0);
create index sessions_user on sessions (user_id, created_at desc);
