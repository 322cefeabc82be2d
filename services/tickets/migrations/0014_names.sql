-- What the holders of tickets are called, if they say. Of one who is gone nothing stays, as of their address.
alter table users add column name text;

-- A device with a guest list asks for what has changed since it read it, and the name is part of that.
create function tell_doors_of_name() returns trigger language plpgsql as $$
begin
  update admissions set changed_at = clock_timestamp() where id in (
    select id from admissions where user_id = new.id order by order_id, number for update);
  return null;
end
$$;
create trigger name_given after insert on users for each row when (new.name is not null)
  execute function tell_doors_of_name();
create trigger name_changed after update on users for each row when (old.name is distinct from new.name)
  execute function tell_doors_of_name();
