-- A scan's id is made by the device at a door, so two doors may come with the same one: it means something at its own
-- listing alone.
create unique index door_conflicts_scan on door_conflicts (ticket_id, scan_id);
alter table door_conflicts
  drop constraint door_conflicts_pkey,
  add constraint door_conflicts_pkey primary key using index door_conflicts_scan;
drop index door_conflicts_of_ticket;

create unique index undone_check_ins_scan on undone_check_ins (ticket_id, scan_id);
alter table undone_check_ins
  drop constraint undone_check_ins_pkey,
  add constraint undone_check_ins_pkey primary key using index undone_check_ins_scan;
