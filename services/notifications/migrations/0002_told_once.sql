-- Changes of an event that follow each other closely are told as one: the first of them, beside the last (`happened_at`).
alter table announcements add column since timestamptz;
update announcements set since = happened_at;
alter table announcements alter column since set not null;
-- The zone was told once for both sides of a change.
update announcements set change = jsonb_build_object(
  'title', change->'title',
  'before', change->'before' || jsonb_build_object('timeZone', change->'timeZone'),
  'after', change->'after' || jsonb_build_object('timeZone', change->'timeZone'))
where change ? 'timeZone';
update mails set about = about - 'timeZone' || jsonb_build_object(
  'before', about->'before' || jsonb_build_object('timeZone', about->'timeZone'),
  'after', about->'after' || jsonb_build_object('timeZone', about->'timeZone'))
where kind = 'event_changed' and about ? 'timeZone';
-- Of a cancelled event each person gets one mail, not one for each order.
with first as (
  select distinct on (mails.user_id, ticket_id) mails.id, ticket_id
  from mails join orders on orders.id = (about->>'orderId')::uuid
  where kind = 'event_cancelled' order by mails.user_id, ticket_id, ended_at nulls last, mails.id
), kept as (
  update mails set topic = ticket_id::text, about = jsonb_build_object('ticketId', ticket_id)
  from first where mails.id = first.id
)
update mails set state = 'skipped', why = 'another mail tells of the cancelled event', ended_at = clock_timestamp(),
  claimed_by = null, claimed_until = null
where kind = 'event_cancelled' and state = 'queued' and id not in (select id from first);
create index mails_of_user on mails (user_id, kind);
