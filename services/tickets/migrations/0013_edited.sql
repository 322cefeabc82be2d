-- Whether there is anything in `edits` of a listing, so that its page knows without another statement. By a trigger, since code of
-- before this column adds edits, too, while an upgrade is under way.
alter table tickets add column edited boolean not null default false;

create function mark_edited() returns trigger language plpgsql as $$
begin
  update tickets set edited = true where id = new.ticket_id and not edited;
  return null;
end
$$;
create trigger mark_edited after insert on edits for each row execute function mark_edited();

update tickets set edited = true where id in (select ticket_id from edits);
