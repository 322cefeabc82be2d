-- A short code for each admission, which its bearer can say and a person can type: seven random signs and one that checks
-- them (`short-code.ts` in the contracts; a test compares the two). The default is for admissions of before, and for those
-- that another version issues, which runs beside this one during an upgrade.
create function new_short_code() returns text
language plpgsql volatile as $$
declare
  signs constant text := '23456789ABCDEFGHJKMNPQRTVWXYZ';
  -- 56 random bits, as a number below 29 to the power of 7.
  rest bigint := ('x' || encode(substr(sha256(uuid_send(gen_random_uuid())), 1, 7), 'hex'))::bit(56)::bigint % 17249876309;
  code text := '';
  total integer := 0;
begin
  for place in reverse 8..2 loop
    code := code || substr(signs, (rest % 29)::integer + 1, 1);
    total := total + place * (rest % 29)::integer;
    rest := rest / 29;
  end loop;
  return code || substr(signs, (29 - total % 29) % 29 + 1, 1);
end $$;

alter table admissions add column short_code text not null default new_short_code();
-- Of very many at one door two may have drawn the same.
do $$ begin
  loop
    update admissions set short_code = new_short_code() where id in (
      select id from (select id, row_number() over (partition by ticket_id, short_code order by id) as nth from admissions)
        as numbered where nth > 1);
    exit when not found;
  end loop;
end $$;
create unique index admissions_by_short_code on admissions (ticket_id, short_code);
-- Doors that have a guest list already are told of the codes that are on it now.
update admissions set changed_at = clock_timestamp();
