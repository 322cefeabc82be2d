-- What happened with an account, for its owner and for operators who answer them. No addresses are kept.
create table account_events (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  at timestamptz not null default clock_timestamp(),
  -- An event of the security log (common/src/contracts/security-events.ts).
  what text not null,
  outcome text not null check (outcome in ('succeeded', 'refused')),
  reason text,
  -- The operator who did it; null for the owner, or whoever tried to be.
  actor_id uuid,
  -- The browser, as it named itself; null for what no request did.
  user_agent text check (length(user_agent) <= 300)
);
create index account_events_of_user on account_events (user_id, id desc);
create index account_events_old on account_events (at);
