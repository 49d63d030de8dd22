-- A page of a list shows some twenty cases, and for each of its parts all cases were listed that the one who asks may see. Which
-- cases a page is about can be said in umai.cases, as umai.case says it of one: these are looked up together, the others as
-- before. Nobody vouches for it, so it decides nothing.

set local role umai_gate;

create function sec.named_cases() returns uuid[]
language sql stable
return case when pg_input_is_valid(current_setting('umai.cases', true), 'pg_catalog.uuid[]') then current_setting('umai.cases', true)::uuid[] end;
comment on function sec.named_cases is 'Cases whose rows this transaction says it will ask for';

create function sec.cases_in_hand() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  select case when sec.named_cases() is null then '{}' else array(
    select n from unnest(sec.named_cases()) n where exists (select from sec.my_sight s where s.case_id = n offset 0)
  ) end
$$;
comment on function sec.cases_in_hand is 'Those of sec.named_cases that the one who asks sees; what sec.seen_cases lists besides is not in here';
revoke execute on function sec.named_cases, sec.cases_in_hand from public;
grant execute on function sec.named_cases, sec.cases_in_hand to umai_desk;

create or replace function sec.in_many_seen_cases(case_column text, field_class text default null) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(%1$s = (select sec.case_in_hand(%2$s)) or (%1$s is distinct from (select sec.named_case()) and (%3$s%1$s in (select unnest((select sec.seen_cases(%2$s)))))))',
    case_column, coalesce(quote_literal(field_class), ''),
    case when field_class is null then format('%s = any ((select sec.cases_in_hand())::uuid[]) or ', case_column) else '' end)
$$;

set local role umai_migrator;

do $$
begin
  execute format('alter policy %I on cases using (%s)', 'staff read cases they work on', sec.in_many_seen_cases('id'));
end
$$;
alter policy "staff read duties of cases they see" on duties
  using ((case_id = (select sec.named_case()) and 'case' = any ((select sec.classes_in_hand())::text[]))
    or (case_id is distinct from (select sec.named_case())
      and (case_id = any ((select sec.cases_in_hand())::uuid[]) or case_id in (select unnest((select sec.seen_cases()))))
      and (select sec.may('read-cases'))));
