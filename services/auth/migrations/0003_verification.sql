alter table users
  -- Counts what others are told of a user; it was 1 from the first to the last until now.
  add column version integer not null default 1,
  -- What the address is compared by (`foldEmail`), which PostgreSQL cannot work out. Rows without it are of before, when
  -- addresses were ASCII and kept in lower case: for them it is the address itself.
  add column email_key text check (octet_length(email_key) <= 254),
  add column email_verified_at timestamptz,
  -- How often others were told of mails about the address, as `password_version`.
  add column email_version integer not null default 0;
-- `users_email` stays for the code of before, which looks for addresses by it while both run.
create unique index users_email_key on users (coalesce(email_key, lower(email)));

-- Addresses that are to be confirmed. The token of the link and the code in the mail are not here: they follow from the id
-- and the secret of the configuration.
create table verifications (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('sign_up', 'change')),
  email text not null,
  email_key text not null check (octet_length(email_key) <= 254),
  -- The session that asked for a change, which stays when the others end.
  session_id uuid,
  requested_at timestamptz not null,
  code_expires_at timestamptz not null check (code_expires_at > requested_at),
  expires_at timestamptz not null check (expires_at >= code_expires_at),
  -- How often somebody tried the code. Counted before it is looked at.
  tries integer not null default 0 check (tries between 0 and 5),
  -- When it was used, or became void.
  ended_at timestamptz
);
create index verifications_open on verifications (user_id, id desc) where ended_at is null;
create index verifications_expired on verifications (expires_at);
