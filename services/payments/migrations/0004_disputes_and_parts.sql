-- Charges that a cardholder disputed with the bank. A row is what Stripe said when it was last asked.
create table disputes (
  id text primary key,
  payment_id uuid not null references payments,
  phase text not null check (phase in ('inquiry', 'open', 'won', 'lost', 'closed')),
  status text not null,
  reason text not null,
  amount integer not null check (amount >= 0),
  -- Whether the bank has taken the money back for now, and whether a refund is possible.
  withdrawn boolean not null,
  refundable boolean not null,
  respond_by timestamptz,
  opened_at timestamptz not null,
  checked_at timestamptz not null default clock_timestamp()
);
create index disputes_payment on disputes (payment_id);
create index disputes_open on disputes (checked_at) where phase in ('inquiry', 'open');

-- What a capture took when it took less than the whole: it goes back, and the payment ends as `capture_failed`.
alter table payments
  add column dispute_id text references disputes,
  add column amount_taken integer not null default 0,
  add check (amount_taken between 0 and amount - 1),
  add check (amount_taken = 0 or status in ('authorized', 'capture_failed'));
create index payments_taken on payments (refund_checked_at nulls first) where amount_taken > 0;
