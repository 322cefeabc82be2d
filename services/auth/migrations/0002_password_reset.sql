alter table users
  add column language text not null default 'en',
  add column password_version integer not null default 0,
  add column password_changed_at timestamptz;

-- Who asked for a new password, known or not: the request does the same for both, and a worker does the rest.
create table forgotten_passwords (
  id uuid primary key,
  email text not null,
  correlation_id text not null
);

-- The code of a reset is not here: it follows from the id and the secret of the configuration.
create table password_resets (
  id uuid primary key,
  user_id uuid not null references users,
  requested_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > requested_at),
  -- When it was used, or became void by another change of the password.
  ended_at timestamptz
);
create index password_resets_open on password_resets (user_id) where ended_at is null;
create index password_resets_expired on password_resets (expires_at);
