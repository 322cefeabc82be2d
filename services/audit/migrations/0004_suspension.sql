-- Whether operators have taken a listing off sale: its unpaid orders end then.
alter table listings add column suspended boolean not null default false;
