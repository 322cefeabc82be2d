-- Since when nobody can sign in, and what operators decided last about the account.
alter table users
  add column suspended_at timestamptz,
  add column decision jsonb;
