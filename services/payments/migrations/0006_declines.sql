-- From where an attempt was made, while it is open: what comes of it may be known much later.
alter table payment_attempts add column network text;
create index payment_attempts_open on payment_attempts (user_id) where status = 'open';

-- Cards that were declined lately, and who tried them. Nobody needs them for longer than the window in which they count.
create table declines (
  attempt_id uuid primary key,
  user_id uuid not null,
  network text,
  -- Stripe's fingerprint of the card.
  card text,
  declined_at timestamptz not null
);
create index declines_account on declines (user_id, declined_at desc);
create index declines_network on declines (network, declined_at desc);
create index declines_card on declines (card, declined_at desc);
create index declines_old on declines (declined_at);
