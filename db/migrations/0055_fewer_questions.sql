-- What fifty desks at once paid for again and again. Somebody new was compared with everybody by words of which the commonest was read
-- twice, numbers that were not asked about were looked up, and walls that stand before nobody. The people of a case were
-- listed twice for each question what they are to each other. A report of the case in hand was first asked about as one of the units'.
-- Where no case is named, none of its fields need be looked for. Who sees what does not change.

set local role umai_gate;

create or replace function sec.match_candidates(iin_blind bytea, phone_blinds bytea[], tokens text[], sounds text[], key text, sound text, born date)
returns table (person_id uuid, names jsonb, birth_date date, sex text, iin text, phone text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  walled uuid[] := sec.walled_cases();
  lead text;
  lead_count integer;
  count_here integer;
  found_ids uuid[];
begin
  if not (sec.may('record-reports') or sec.may('work-cases')) then
    return;
  end if;
  -- Whoever bears the rarest of the words leads, so that every Aigerim of the country is not looked at.
  for word in 1 .. cardinality(sounds) loop
    select count(*) into count_here from (
      select from public.person_name_tokens t where t.sound = sounds[word] limit 2000
    ) counted;
    if count_here > 0 and (lead_count is null or count_here < lead_count) then
      lead := sounds[word];
      lead_count := count_here;
    end if;
  end loop;
  found_ids := array(
    select i.person_id from public.person_identifiers i
    where i.ended_at is null and ((i.kind = 'iin' and i.blind = iin_blind) or (i.kind = 'phone' and i.blind = any (phone_blinds)))
    union
    (select n.person_id from public.person_names n
      where n.ended_at is null and (n.search_key = key or n.sound_key = sound) limit 300)
    union
    -- Two words that sound alike, in whatever order and of whichever part of the name.
    (select led.person_id
      from (select distinct t.person_id from public.person_name_tokens t where t.sound = lead limit 2000) led
      where exists (select from public.person_name_tokens t where t.person_id = led.person_id and t.sound = any (array_remove(sounds, lead)))
      limit 200)
    union
    (select p.id from public.people p
      where p.birth_date = born and exists (select from public.person_name_tokens t where t.person_id = p.id and t.sound = any (sounds))
      limit 200)
  );
  return query
  select p.id,
    (select jsonb_agg(jsonb_build_object('script', n.script, 'family', n.family, 'given', n.given, 'patronymic', n.patronymic)
        order by n.ended_at nulls first, n.script, n.id)
      from public.person_names n where n.person_id = p.id),
    p.birth_date, p.sex,
    -- What was not asked about is not looked up.
    case when iin_blind is null then 'unknown' else
      (select case when count(*) = 0 then 'unknown' when bool_or(i.blind = iin_blind) then 'same' else 'other' end
        from public.person_identifiers i where i.person_id = p.id and i.kind = 'iin' and i.ended_at is null) end,
    case when coalesce(cardinality(phone_blinds), 0) = 0 then 'unknown' else
      (select case when count(*) = 0 then 'unknown' when bool_or(i.blind = any (phone_blinds)) then 'same' else 'other' end
        from public.person_identifiers i where i.person_id = p.id and i.kind = 'phone' and i.ended_at is null) end
  from unnest(found_ids) f (id)
  join public.people p on p.id = f.id
  where exists (select from public.person_names n where n.person_id = p.id)
    and (cardinality(walled) = 0 or not exists (select from public.case_people cp where cp.person_id = p.id and cp.case_id = any (walled)));
end
$$;

create or replace function sec.classes_in_hand() returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select case
    when count(*) = 0 then '{}'
    when bool_or(s.field_classes is null) then array['case', 'contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence', 'statistics']
    else array['case'] || string_to_array(string_agg(array_to_string(s.field_classes, '.'), '.'), '.')
  end
  from sec.my_sight s
  where s.case_id = sec.named_case() and sec.named_case() is not null and exists (
    select from public.grants g join public.role_permissions p on p.role = g.role and p.permission = 'read-cases'
    where g.user_id = s.user_id and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
  )
$$;

set local role umai_migrator;

alter policy "staff read relations between people they see" on person_relations
  using (array[person_id, relative_id] <@ (select sec.people_in_hand())
    or ((person_id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(person_id))
      and (relative_id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(relative_id))));

alter policy "staff read reports they took, must answer or work on" on reports
  using (case_id = (select sec.case_in_hand('narrative'))
    or recorded_by = (select sec.uid())
    or (case_id is null and unit_id = any (array(select sec.unit_ids('work-cases'))))
    or recorded_unit_id = any (array(select sec.unit_ids('assign-cases')))
    or (case_id is distinct from (select sec.named_case()) and case_id = any ((select sec.seen_cases('narrative'))::uuid[])));

-- A list of cases is counted whole: from the index alone, not from the rows of the table, which lie apart.
create index cases_in_lists on cases (id) include (state, opened_at, risk, place_kato);
