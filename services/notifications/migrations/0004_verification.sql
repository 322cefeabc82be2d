-- A copy; auth owns it.
alter table users add column verified boolean not null default false;

-- `held`: owed to someone who is to confirm their address first. It is queued by the commit that hears of it.
alter table mails drop constraint mails_state_check, drop constraint mails_check;
alter table mails add constraint mails_state_check check (state in ('queued', 'held', 'sent', 'skipped', 'failed'));
alter table mails add constraint mails_ended_check check ((ended_at is null) = (state in ('queued', 'held')));
create index mails_held on mails (user_id) where state = 'held';
drop index mails_ended;
create index mails_ended on mails (ended_at) where ended_at is not null;
-- Mails to another address than the one that the copy of their user has: it is forgotten when the user is.
create index mails_elsewhere on mails (user_id) where about ? 'to';

-- What the address is compared by (`foldEmail`).
alter table mailbox add column email_key text not null default '';
update mailbox set email_key = lower(email);
