-- Stripe forgets an idempotency key after 24 hours at the earliest. Under which key it was asked last, and since when: from
-- then on that key would take the step anew, and what came of it is asked by other means.
alter table payments
  add column last_key text,
  add column keyed_at timestamptz,
  add check ((last_key is null) = (keyed_at is null));
