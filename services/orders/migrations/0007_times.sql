-- When an event ends, until when it is sold, and its moves with the rights to refunds that they gave (copies of what tickets
-- decides).
alter table listings add column ends_at timestamptz;
alter table listings add column sales_end_at timestamptz;
alter table listings add column moves jsonb not null default '[]';
