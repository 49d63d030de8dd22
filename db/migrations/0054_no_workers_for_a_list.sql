-- Planned once for all, the functions that list one's cases expect as many as the head of ten units has, and where the table was not
-- vacuumed since it grew they called parallel workers for it: calling them took an inspector, who has two hundred, fifty times as long as
-- his answer, at each question. What everybody asks all day is answered on one processor. Whom a name finds was proved name by name for
-- every word of everybody known. Which cases and which people are found does not change.

set local role umai_gate;

create or replace function sec.find_people(tokens text[], sounds text[], born date, at_most integer)
returns table (person_id uuid, score bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  many constant integer := 5000;
  me uuid := sec.uid();
  walled uuid[];
  reads uuid[];
  works uuid[];
  assigns uuid[];
  oversees uuid[];
  mine uuid[];
  is_whole boolean;
  is_known boolean;
  word integer;
  rarest integer[];
  candidates uuid[];
begin
  if me is null or (cardinality(tokens) = 0 and born is null) then
    return;
  end if;
  -- The units through which cases are seen, as in sec.seen_cases.
  select array_agg(g.unit_id) filter (where p.permission = 'read-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'work-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'assign-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'oversee-cases')
  into reads, works, assigns, oversees
  from public.grants g
  join public.role_permissions p on p.role = g.role
  where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    and p.permission in ('read-cases', 'work-cases', 'assign-cases', 'oversee-cases');
  if reads is null then
    return;
  end if;
  if assigns is not null then
    assigns := array(select u.id from public.units u where u.path && assigns);
  end if;
  if oversees is not null then
    oversees := array(select u.id from public.units u where u.path && oversees);
  end if;
  walled := sec.walled_cases();

  select coalesce(array_agg(s.case_id), '{}'), count(s.field_classes) = 0 into mine, is_whole
  from (
    select a.case_id, a.field_classes from public.case_assignments a
    where a.user_id = me and a.unit_id = any (reads)
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    union all
    select a.case_id, a.field_classes from public.case_assignments a
    where a.unit_id = any (works) and a.user_id is null and a.relation <> 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    union all
    select a.case_id, a.field_classes from public.case_assignments a
    where a.unit_id = any (assigns) and a.relation <> 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    union all
    select a.case_id, a.field_classes from public.case_assignments a
    where a.unit_id = any (oversees) and a.relation = 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    limit many + 1
  ) s;

  if born is not null then
    candidates := array(
      select distinct p.id from public.people p
      join public.case_people cp on cp.person_id = p.id
      where p.birth_date = born and cp.case_id <> all (walled) and exists (
        select from public.case_assignments a
        where a.case_id = cp.case_id and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
          and (a.user_id = me and a.unit_id = any (reads)
            or a.user_id is null and a.relation <> 'oversight' and a.unit_id = any (works)
            or a.relation <> 'oversight' and a.unit_id = any (assigns)
            or a.relation = 'oversight' and a.unit_id = any (oversees))
          and (a.field_classes is null or case cp.role when 'child' then 'child' = any (a.field_classes) when 'alleged' then 'accused' = any (a.field_classes) else true end)
      )
    );
  elsif cardinality(mine) <= many then
    candidates := array(
      select distinct cp.person_id from public.case_people cp
      where cp.case_id = any (mine) and cp.case_id <> all (walled) and (is_whole or exists (
        select from public.case_assignments a
        where a.case_id = cp.case_id and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
          and (a.user_id = me and a.unit_id = any (reads)
            or a.user_id is null and a.relation <> 'oversight' and a.unit_id = any (works)
            or a.relation <> 'oversight' and a.unit_id = any (assigns)
            or a.relation = 'oversight' and a.unit_id = any (oversees))
          and (a.field_classes is null or case cp.role when 'child' then 'child' = any (a.field_classes) when 'alleged' then 'accused' = any (a.field_classes) else true end)
      ))
    );
  elsif cardinality(tokens) = 1 then
    -- The best matches first, and no further than the list is long. offset 0 keeps PostgreSQL from listing all people of all
    -- cases first, which it believes to be few.
    candidates := array(
      select distinct t.person_id from public.person_name_tokens t
      join public.person_names n on n.id = t.name_id and n.ended_at is null
      where t.token = tokens[1] and exists (
        select from public.case_people cp
        where cp.person_id = t.person_id and cp.case_id <> all (walled) and exists (
            select from public.case_assignments a
            where a.case_id = cp.case_id and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
              and (a.user_id = me and a.unit_id = any (reads)
                or a.user_id is null and a.relation <> 'oversight' and a.unit_id = any (works)
                or a.relation <> 'oversight' and a.unit_id = any (assigns)
                or a.relation = 'oversight' and a.unit_id = any (oversees))
              and (a.field_classes is null or case cp.role when 'child' then 'child' = any (a.field_classes) when 'alleged' then 'accused' = any (a.field_classes) else true end)
          )
        offset 0)
      order by t.person_id
      limit at_most
    );
    if cardinality(candidates) < at_most then
      candidates := candidates || array(
        select t.person_id
        from (
          select b.person_id, b.name_id from public.person_name_tokens b
          where b.token ~>=~ tokens[1] and b.token ~<~ (tokens[1] || chr(1114111)) and b.token <> tokens[1]
          union all
          select s.person_id, s.name_id from public.person_name_tokens s where s.sound = sounds[1]
        ) t
        join public.person_names n on n.id = t.name_id and n.ended_at is null
        where exists (
          select from public.case_people cp
          where cp.person_id = t.person_id and cp.case_id <> all (walled) and exists (
              select from public.case_assignments a
              where a.case_id = cp.case_id and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
                and (a.user_id = me and a.unit_id = any (reads)
                  or a.user_id is null and a.relation <> 'oversight' and a.unit_id = any (works)
                  or a.relation <> 'oversight' and a.unit_id = any (assigns)
                  or a.relation = 'oversight' and a.unit_id = any (oversees))
                and (a.field_classes is null or case cp.role when 'child' then 'child' = any (a.field_classes) when 'alleged' then 'accused' = any (a.field_classes) else true end)
            )
          offset 0)
        limit 4 * at_most
      );
      candidates := array(select distinct c from unnest(candidates) c);
    end if;
  end if;
  if born is null and (candidates is null or cardinality(candidates) > 1000) then
    -- Whoever bears the rarest of the words is looked for among the bearers of the next. Beginning and sound are counted apart,
    -- so that each stops where it is many.
    rarest := array(
      select w.place from unnest(tokens, sounds) with ordinality w (token, sound, place)
      order by case when cardinality(tokens) > 1 then
        (select count(*) from (select from public.person_name_tokens t where t.token ~>=~ w.token and t.token ~<~ (w.token || chr(1114111)) limit 10000) counted)
        + (select count(*) from (select from public.person_name_tokens t where t.sound = w.sound limit 10000) counted) end
    );
    is_known := candidates is not null;
    foreach word in array rarest loop
      candidates := array(
        select distinct t.person_id
        from (
          select b.person_id from public.person_name_tokens b where b.token ~>=~ tokens[word] and b.token ~<~ (tokens[word] || chr(1114111))
          union all
          select s.person_id from public.person_name_tokens s where s.sound = sounds[word]
        ) t
        where candidates is null or t.person_id in (select unnest(candidates))
      );
    end loop;
    if not is_known then
      candidates := array(
        select c from unnest(candidates) c
        where exists (
          select from public.case_people cp
          where cp.person_id = c and cp.case_id <> all (walled) and exists (
              select from public.case_assignments a
              where a.case_id = cp.case_id and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
                and (a.user_id = me and a.unit_id = any (reads)
                  or a.user_id is null and a.relation <> 'oversight' and a.unit_id = any (works)
                  or a.relation <> 'oversight' and a.unit_id = any (assigns)
                  or a.relation = 'oversight' and a.unit_id = any (oversees))
                and (a.field_classes is null or case cp.role when 'child' then 'child' = any (a.field_classes) when 'alleged' then 'accused' = any (a.field_classes) else true end)
            )
          offset 0)
      );
    end if;
  end if;

  if cardinality(tokens) = 0 then
    return query select c, 3::bigint from unnest(candidates) c limit at_most;
    return;
  end if;
  return query
  select found.person_id, sum(found.best)::bigint as total from (
    select t.person_id, t.place, max(t.likeness) as best
    from (
      -- offset 0: whether the name still holds is asked of the few words that fit, not of all that somebody is called.
      select t.person_id, t.name_id, w.place,
        case when t.token = w.token then 3 when t.token ~>=~ w.token and t.token ~<~ (w.token || chr(1114111)) then 2 else 1 end as likeness
      from unnest(candidates) c
      join public.person_name_tokens t on t.person_id = c
      join unnest(tokens, sounds) with ordinality w (token, sound, place)
        on (t.token ~>=~ w.token and t.token ~<~ (w.token || chr(1114111))) or t.sound = w.sound
      offset 0
    ) t
    join public.person_names n on n.id = t.name_id and n.ended_at is null
    group by t.person_id, t.place
  ) found
  group by found.person_id
  having count(*) = cardinality(tokens)
  order by total desc, found.person_id
  limit at_most;
end
$$;

alter function sec.find_people(text[], text[], date, integer) set max_parallel_workers_per_gather = 0;
alter function sec.seen_cases(text) set max_parallel_workers_per_gather = 0;
alter function sec.led_cases() set max_parallel_workers_per_gather = 0;
