-- A refund that failed for good is made another way by a person, or asked for once more.
alter table payments
  -- The refund at Stripe that failed last: a webhook or a look that tells of it again is no news of the one after it.
  add column failed_refund_id text,
  -- How it was made good past Stripe: `how`, `amount` in minor units, `settledAt`. Copied from the decision below, since
  -- every event of a payment carries it.
  add column settlement jsonb,
  add check (settlement is null or status in ('captured', 'capture_failed', 'refunded'));

-- What operators decided, and why: only ever added to.
create table refund_decisions (
  id uuid primary key,
  payment_id uuid not null references payments,
  decision text not null check (decision in ('settled', 'retried')),
  how text check (how in ('bank_transfer', 'cash', 'other')),
  note text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  check ((decision = 'settled') = (how is not null))
);
create index refund_decisions_payment on refund_decisions (payment_id);
-- Nobody is paid back twice, whoever decides at the same time.
create unique index one_settlement on refund_decisions (payment_id) where decision = 'settled';

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the rows of % are only added to', tg_table_name; end $$;
create trigger only_added_to before update or delete on refund_decisions
  for each row execute function refuse_change();
