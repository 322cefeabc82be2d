-- When a revocation was written down here: each replica looks for new ones.
alter table revoked_sessions add column noted_at timestamptz not null default clock_timestamp();
create index revoked_sessions_noted on revoked_sessions (noted_at);
