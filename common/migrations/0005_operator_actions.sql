-- What operators did here, and what sellers did out of turn, each with its reason. It is only added to: a service owns its
-- tables, so no privilege could refuse the rest, and a trigger does.
create table operator_actions (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid not null,
  role text not null check (role in ('operator', 'seller')),
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  reason text not null check (reason <> ''),
  details jsonb not null default '{}'
);
create index operator_actions_of_subject on operator_actions (subject_id, id desc);

create function refuse_to_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to', tg_table_name;
end $$;
create trigger only_added_to before update or delete or truncate on operator_actions
  for each statement execute function refuse_to_change();
