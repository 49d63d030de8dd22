-- What a reader may see of the case in hand is one question now, not five: who asks, whether the case is given to him, and with
-- which fields. The rows seen stay the same.

set local role umai_gate;

-- Only for the functions below: whoever may call it asks for anybody.
create function sec.classes_of_case(me uuid, hand uuid) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  all_classes constant text[] := array['contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence', 'statistics'];
  is_seen boolean;
  is_whole boolean;
  classes text[];
begin
  if me is null or hand is null then
    return '{}';
  end if;
  -- As sec.sees_case asks it, for all classes at once.
  select count(*) > 0, bool_or(a.field_classes is null), array_agg(distinct class) filter (where class is not null)
  into is_seen, is_whole, classes
  from public.case_assignments a
  join public.units u on u.id = a.unit_id
  join public.grants g on g.user_id = me and g.unit_id = any (u.path)
  join public.role_permissions p on p.role = g.role
  left join lateral unnest(a.field_classes) class on true
  where a.case_id = hand
    and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    and case p.permission
      when 'read-cases' then a.user_id = me and a.unit_id = g.unit_id
      when 'work-cases' then a.user_id is null and a.unit_id = g.unit_id and a.relation <> 'oversight'
      when 'assign-cases' then a.relation <> 'oversight'
      when 'oversee-cases' then a.relation = 'oversight'
    end
    and exists (
      select from public.grants r join public.role_permissions rp on rp.role = r.role and rp.permission = 'read-cases'
      where r.user_id = me and r.ended_at is null and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
    );
  if not is_seen then
    return '{}';
  end if;
  return array['case'] || case when is_whole then all_classes else coalesce(classes, '{}') end;
end
$$;
revoke execute on function sec.classes_of_case from public;

create or replace function sec.classes_in_hand() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return sec.classes_of_case(sec.uid(), sec.named_case());
end
$$;
comment on function sec.classes_in_hand is 'The classes of fields that are seen of the case in hand; "case" stands for what belongs to no class, and nothing at all for a case that is not seen';

create or replace function sec.people_in_hand() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := sec.uid();
  hand uuid := sec.named_case();
  classes text[] := sec.classes_of_case(me, hand);
begin
  if cardinality(classes) = 0 then
    return '{}';
  end if;
  return array(
    select cp.person_id from public.case_people cp
    where cp.case_id = hand and case cp.role when 'child' then 'child' when 'alleged' then 'accused' else 'case' end = any (classes)
      and not exists (
        select from public.walls w
        where w.case_id = hand and w.ended_at is null and (w.until is null or w.until > now())
          and (w.user_id = me or w.unit_id in (
            select unnest(u.path) from public.grants g join public.units u on u.id = g.unit_id
            where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())))
      )
  );
end
$$;

set local role umai_migrator;

alter policy "staff read who is in their cases" on case_people using (
  (case_id = (select sec.named_case())
    and case role when 'child' then 'child' when 'alleged' then 'accused' else 'case' end = any ((select sec.classes_in_hand())::text[]))
  or (case_id is distinct from (select sec.named_case()) and (select sec.may('read-cases'))
    and case_id = any ((select sec.seen_cases())::uuid[])
    and (role <> 'child' or case_id = any ((select sec.seen_cases('child'))::uuid[]))
    and (role <> 'alleged' or case_id = any ((select sec.seen_cases('accused'))::uuid[])))
);
alter policy "staff read what happened in their cases" on case_events using (
  (case_id = (select sec.named_case()) and coalesce(class, 'case') = any ((select sec.classes_in_hand())::text[]))
  or (case_id is distinct from (select sec.named_case()) and (select sec.may('read-cases'))
    and case_id = any ((select sec.seen_cases())::uuid[])
    and (
      class is null
      or (class = 'contact' and case_id = any ((select sec.seen_cases('contact'))::uuid[]))
      or (class = 'location' and case_id = any ((select sec.seen_cases('location'))::uuid[]))
      or (class = 'narrative' and case_id = any ((select sec.seen_cases('narrative'))::uuid[]))
      or (class = 'medical' and case_id = any ((select sec.seen_cases('medical'))::uuid[]))
      or (class = 'child' and case_id = any ((select sec.seen_cases('child'))::uuid[]))
      or (class = 'accused' and case_id = any ((select sec.seen_cases('accused'))::uuid[]))
      or (class = 'evidence' and case_id = any ((select sec.seen_cases('evidence'))::uuid[]))
    ))
);
