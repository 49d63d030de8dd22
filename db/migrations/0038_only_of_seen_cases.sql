-- Whether somebody is complained of in a case was told to whoever knew the two numbers. It is told of cases one sees; what
-- the tables hold, and what protects a safe number, still looks at all.

set local role umai_gate;

alter function sec.stands_by_alleged(uuid, uuid) rename to is_of_alleged_side;
alter function sec.has_guardian_conflict(uuid) rename to is_of_conflicted_guardian;
revoke execute on function sec.is_of_alleged_side, sec.is_of_conflicted_guardian from umai_desk;

create function sec.stands_by_alleged(wanted_case uuid, wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.sees_case(wanted_case) and sec.is_of_alleged_side(wanted_case, wanted) $$;
comment on function sec.stands_by_alleged is 'Of a case one sees: whether somebody is complained of in it, or lives with the one who is and is not affected himself';

create function sec.has_guardian_conflict(wanted_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.sees_case(wanted_case) and sec.is_of_conflicted_guardian(wanted_case) $$;
comment on function sec.has_guardian_conflict is 'Of a case one sees: whether it is of a child whose guardian is complained of, so that nobody can consent for it';

create or replace function sec.is_number_of_alleged(wanted uuid, number_blind bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from public.case_people mine
    join public.case_people theirs on theirs.case_id = mine.case_id and theirs.person_id <> mine.person_id
    join public.person_identifiers i on i.person_id = theirs.person_id and i.kind = 'phone' and i.ended_at is null and i.blind = number_blind
    where mine.person_id = any (sec.merged_group(wanted)) and sec.sees_person(wanted)
      and sec.is_of_alleged_side(mine.case_id, theirs.person_id)
  )
$$;

create or replace function sec.keep_from_alleged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_table_name = 'referrals' then
    if new.basis = 'consent' and sec.is_of_conflicted_guardian(new.case_id) then
      raise exception 'a guardian who is complained of consents to nothing' using errcode = '23514', constraint = 'guardian_conflict';
    end if;
  elsif sec.is_of_alleged_side(new.case_id, case tg_table_name when 'orders' then (to_jsonb(new) ->> 'protected_id')::uuid else (to_jsonb(new) ->> 'person_id')::uuid end) then
    raise exception 'whoever stands by the alleged does not stand for the affected' using errcode = '23514', constraint = 'guardian_conflict';
  end if;
  return new;
end
$$;

grant execute on function sec.stands_by_alleged, sec.has_guardian_conflict to umai_desk;
