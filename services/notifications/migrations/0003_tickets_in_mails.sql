-- Mails with tickets say when doors open and bring the event for a calendar.
alter table listings add column doors_at timestamptz;
alter table listings add column ends_at timestamptz;
-- What goes along with a mail in the mailbox, as far as it takes to make it: pictures are drawn when somebody looks.
alter table mailbox add column attachments jsonb not null default '[]';
