create table users (
  id uuid primary key,
  email text not null check (length(email) <= 254),
  password_hash text not null,
  role text not null check (role in ('user', 'operator')),
  created_at timestamptz not null
);
create unique index users_email on users (lower(email));

create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  user_agent text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz
);
create index sessions_active on sessions (user_id, created_at desc) where revoked_at is null;
create index sessions_expired on sessions (expires_at);

-- Of rate-limiter-flexible, which relies on the order of the columns; `expire` is in milliseconds since 1970.
create table throttle (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index throttle_expired on throttle (expire);
