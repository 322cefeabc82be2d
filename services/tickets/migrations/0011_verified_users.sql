-- Whether they have confirmed their address, and what it is compared by (`foldEmail`). Rows that auth has told nothing of since
-- are compared by the address itself, which was ASCII and in lower case until then.
alter table users
  add column verified boolean not null default false,
  add column email_key text;
create index users_by_email_key on users (coalesce(email_key, lower(email)));
drop index users_by_email;
