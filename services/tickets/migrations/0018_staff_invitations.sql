-- Who was asked to be staff of a listing and has not answered yet, by the address that the seller typed: whether somebody
-- has an account with it is looked at when they come, and not when they are invited. `staff` are those who accepted.
create table staff_invitations (
  ticket_id uuid not null references tickets (id),
  -- What the address is compared by (`foldEmail`).
  email_key text not null check (octet_length(email_key) <= 254),
  -- As it was typed.
  email text not null check (length(email) <= 254),
  invited_at timestamptz not null default clock_timestamp(),
  primary key (ticket_id, email_key)
);
create index staff_invitations_to on staff_invitations (email_key);
create index staff_invitations_old on staff_invitations (invited_at);
