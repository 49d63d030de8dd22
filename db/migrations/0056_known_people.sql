-- Whom a name finds is shown with her names, her day of birth and her cases: three tables, and for each of them it was asked anew in
-- which of one's cases she is. This is asked once. Shown is what the policies of people, names and cases show, by test. Saying beforehand
-- whom one is about to ask for has no more use.

set local role umai_gate;

create function sec.known_people(wanted uuid[])
returns table (person_id uuid, birth_date date, names jsonb, role text, case_id uuid, number text, title text, opened_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  with seen as materialized (select * from sec.cases_of_people(wanted))
  select p.id, p.birth_date,
    (select jsonb_agg(jsonb_build_object('family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.script, n.id)
      from public.person_names n where n.person_id = p.id and n.ended_at is null),
    s.role, s.case_id, s.number, s.title, s.opened_at
  from public.people p
  left join seen s on s.person_id = p.id
  where p.id = any (wanted) and (s.person_id is not null or sec.sees_person(p.id))
$$;
comment on function sec.known_people is 'Those of these people whom the one who asks sees, with the names they bear now, and a row for each case in which he sees them';
revoke execute on function sec.known_people from public;
grant execute on function sec.known_people to umai_desk;

create or replace function sec.people_in_hand() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select array(
    select cp.person_id from public.case_people cp
    where cp.case_id = sec.named_case()
      and case cp.role when 'child' then 'child' when 'alleged' then 'accused' else 'case' end = any ((select sec.classes_in_hand())::text[])
      and (cp.case_id = (select sec.case_without_walls()) or cp.case_id <> all ((select sec.walled_cases())::uuid[]))
  )
$$;
drop function sec.named_people;
