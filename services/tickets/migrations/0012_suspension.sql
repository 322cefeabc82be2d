-- Off sale by a decision of operators: about the listing itself, or about the account of its seller.
alter table tickets add column suspended boolean not null default false;
alter table tickets add column seller_suspended boolean not null default false;
alter table tickets add column decision jsonb;
alter table tickets add constraint suspended_with_seller check (suspended or not seller_suspended);
-- Whether orders keeps to it, as its newest word has it.
alter table stock add column suspended boolean not null default false;
-- Accounts with which nothing may be put on sale: suspended ones, and those that are gone.
alter table users add column closed boolean not null default false;
update users set closed = true where email = '';
