alter table sessions
  -- What was shown at the sign-in, and when who it is was shown last.
  add column method text not null default 'password' check (method in ('password', 'passkey', 'totp', 'recovery_code')),
  add column confirmed_at timestamptz,
  -- Written every few minutes at most; null until then.
  add column last_seen_at timestamptz;

-- Sign-ins that want more than a password. Their tokens follow from the id and FACTOR_SECRET.
create table pending_sign_ins (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  next text not null check (next in ('second_factor', 'enrol')),
  -- Counted before a code is looked at.
  tries integer not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at)
);
create index pending_sign_ins_user on pending_sign_ins (user_id);
create index pending_sign_ins_expired on pending_sign_ins (expires_at);

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  -- As the authenticator named it, in base64url.
  credential_id text not null unique,
  public_key bytea not null,
  -- Only ever goes up, where the authenticator counts at all.
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  synced boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_user on passkeys (user_id, created_at);

-- Challenges that are to be signed. One is deleted by its first use, whether that is any good or not.
create table passkey_challenges (
  id uuid primary key,
  challenge text not null,
  purpose text not null check (purpose in ('add', 'sign_in', 'confirm')),
  -- Whose passkey is wanted; null where anybody's will do.
  user_id uuid references users on delete cascade,
  expires_at timestamptz not null
);
create index passkey_challenges_expired on passkey_challenges (expires_at);

create table authenticator_apps (
  user_id uuid primary key references users on delete cascade,
  -- The secret, sealed with FACTOR_SECRET.
  sealed_secret text not null,
  created_at timestamptz not null,
  -- When its first code was given: before that it counts for nothing.
  confirmed_at timestamptz,
  -- The time step of the last code that was taken, so that none is taken twice.
  last_step bigint not null default 0,
  last_used_at timestamptz
);

create table recovery_codes (
  user_id uuid not null references users on delete cascade,
  -- HMAC-SHA256 under FACTOR_SECRET.
  hash text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (user_id, hash)
);
