-- A head of a unit sees thousands of cases, and every question about one of them first listed them all. A transaction may
-- say which case it is about (umai.case). Policies ask about that one first and list the rest only where a row belongs to
-- another case. The setting is a hint and needs no signature: the same rows are seen with it, without it and with a false one.

set local role umai_gate;

-- These run several times in each query. They ask the tables once each, and force_generic_plan keeps PostgreSQL from planning
-- that anew: it would cost more than running it.
create or replace function sec.claims(out user_id uuid, out session_id uuid, out purpose text, out is_stepped_up boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  ticket text := current_setting('umai.ticket', true);
  part text[] := string_to_array(ticket, '.');
  is_genuine boolean;
  seconds_left double precision;
begin
  if cardinality(part) is distinct from 8 or part[1] <> 'v1' or part[8] !~ '^[0-9a-f]{64}$' then
    return;
  end if;
  -- What was signed is all before the last point. Hashing both sides once more leaves nothing to learn from how long the
  -- comparison takes.
  select sha256(k.outer_half || decode(part[8], 'hex'))
    = sha256(k.outer_half || sha256(k.outer_half || sha256(k.inner_half || convert_to(left(ticket, -65), 'UTF8'))))
  into is_genuine
  from sec.ticket_keys k where k.id = part[2] and not k.is_retired;
  if is_genuine is not true then
    return;
  end if;
  -- The start of the transaction counts, so that a ticket does not run out between two of its statements.
  seconds_left := part[7]::double precision - date_part('epoch', now());
  if seconds_left < 0 or seconds_left > 90 then
    return;
  end if;
  user_id := part[3]::uuid;
  session_id := part[4]::uuid;
  purpose := part[5];
  is_stepped_up := part[6] = '1';
end
$$;

create or replace function sec.uid() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  claimed uuid := (sec.claims()).user_id;
begin
  return (select u.id from public.users u where u.id = claimed and u.deactivated_at is null);
end
$$;

create or replace function sec.may(wanted text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := sec.uid();
begin
  return exists (
    select from public.grants g join public.role_permissions p on p.role = g.role and p.permission = wanted
    where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
  );
end
$$;

create or replace function sec.walled_cases() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := sec.uid();
begin
  if me is null then
    return '{}';
  end if;
  return array(
    select w.case_id from public.walls w
    where w.user_id = me and w.ended_at is null and (w.until is null or w.until > now())
    union all
    select w.case_id
    from public.grants g join public.units u on u.id = g.unit_id
    join public.walls w on w.unit_id = any (u.path) and w.ended_at is null and (w.until is null or w.until > now())
    where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
  );
end
$$;

create function sec.sees_case(wanted uuid, field_class text default null) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  me uuid := sec.uid();
begin
  return me is not null and wanted is not null and exists (
    select from public.case_assignments a
    join public.units u on u.id = a.unit_id
    join public.grants g on g.user_id = me and g.unit_id = any (u.path)
    join public.role_permissions p on p.role = g.role
    where a.case_id = wanted
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
      and (field_class is null or a.field_classes is null or field_class = any (a.field_classes))
      and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
      and case p.permission
        when 'read-cases' then a.user_id = me and a.unit_id = g.unit_id
        when 'work-cases' then a.user_id is null and a.unit_id = g.unit_id and a.relation <> 'oversight'
        when 'assign-cases' then a.relation <> 'oversight'
        when 'oversee-cases' then a.relation = 'oversight'
      end
  );
end
$$;
comment on function sec.sees_case is 'Whether a case is among sec.seen_cases, without listing them; a test holds the two alike. Walls are not in here';

create function sec.named_case() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  named text := current_setting('umai.case', true);
begin
  return case when named ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then named::uuid end;
end
$$;
comment on function sec.named_case is 'The case this transaction says it is about, seen or not';

create function sec.case_in_hand(field_class text default null) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  named uuid := sec.named_case();
begin
  return case when named is not null and sec.sees_case(named, field_class) then named end;
end
$$;
comment on function sec.case_in_hand is 'The case this transaction says it is about, if the one who asks sees it; else null';

-- One call where a policy asks about several classes.
create function sec.classes_in_hand() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  hand uuid := sec.case_in_hand();
  all_classes constant text[] := array['contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence', 'statistics'];
begin
  if hand is null then
    return '{}';
  end if;
  -- Whoever sees more than what was referred sees all; only for others is it worth asking class by class.
  if not exists (select from public.case_assignments a where a.case_id = hand and a.field_classes is not null and a.ended_at is null) then
    return all_classes;
  end if;
  return array(select class from unnest(all_classes) class where sec.sees_case(hand, class));
end
$$;
comment on function sec.classes_in_hand is 'Field classes of the case in hand that the one who asks may see';

create function sec.people_in_hand() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  hand uuid := sec.case_in_hand();
  seen text[];
begin
  if hand is null or not sec.may('read-cases') or hand = any (sec.walled_cases()) then
    return '{}';
  end if;
  -- Two roles are seen by class; nothing is asked about a class nobody of the case belongs to.
  select array_agg(distinct cp.role) into seen from public.case_people cp where cp.case_id = hand;
  if 'child' = any (seen) and not sec.sees_case(hand, 'child') then
    seen := array_remove(seen, 'child');
  end if;
  if 'alleged' = any (seen) and not sec.sees_case(hand, 'accused') then
    seen := array_remove(seen, 'alleged');
  end if;
  return array(select cp.person_id from public.case_people cp where cp.case_id = hand and cp.role = any (seen));
end
$$;
comment on function sec.people_in_hand is 'People of the case in hand whom the one who asks may see; walls are considered';

grant execute on function sec.sees_case, sec.named_case, sec.case_in_hand, sec.classes_in_hand, sec.people_in_hand to umai_desk;

create or replace function sec.case_access(wanted uuid, at_most integer)
returns table (at timestamptz, user_id uuid, agency_id uuid, action text, effect text, purpose text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select l.at, l.user_id, l.agency_id, l.action, l.effect, l.leaf::jsonb ->> 'purpose'
  from public.audit_leaves l
  where l.case_id = wanted and l.outcome = 'done' and sec.may('read-cases')
    and sec.sees_case(wanted) and wanted not in (select sec.walled_case_ids())
  order by l.at desc, l.id desc
  limit at_most
$$;

-- The one way in which a policy says that a row belongs to a case one sees. The named case is answered by the first half
-- alone: were the list made for a case one may not see, the time it takes would tell that the case is there.
create function sec.in_seen_case(case_column text, field_class text default null) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(%1$s = (select sec.case_in_hand(%2$s)) or (%1$s is distinct from (select sec.named_case()) and %1$s = any ((select sec.seen_cases(%2$s))::uuid[])))',
    case_column, coalesce(quote_literal(field_class), ''))
$$;
comment on function sec.in_seen_case is 'Text of the condition for policies, as sec.guard_by_case writes it';
grant execute on function sec.in_seen_case to umai_migrator;

create or replace function sec.guard_by_case(
  guarded regclass,
  read_permission text default 'read-cases',
  write_permission text default 'work-cases',
  field_class text default null,
  verbs text[] default '{insert,update}',
  jobs text[] default '{}'
) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
declare
  noun text := replace(guarded::text, '_', ' ');
  seen text := sec.in_seen_case('case_id', field_class);
  writes text := format('%s and (select sec.may(%L))', seen, write_permission);
begin
  perform sec.guard(guarded);
  if not exists (
    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = guarded and a.attname = 'case_id'
  ) then
    execute format('create index on %s (case_id)', guarded);
  end if;
  execute format('grant select on %s to umai_desk', guarded);
  execute format('create policy %I on %s for select to umai_desk using (%s and (select sec.may(%L)))',
    'staff read ' || noun || ' of cases they see', guarded, seen, read_permission);
  if 'insert' = any (verbs) then
    execute format('grant insert on %s to umai_desk', guarded);
    execute format('create policy %I on %s for insert to umai_desk with check (%s)', 'staff add ' || noun || ' to cases they work', guarded, writes);
  end if;
  if 'update' = any (verbs) then
    execute format('grant update on %s to umai_desk', guarded);
    execute format('create policy %I on %s for update to umai_desk using (%s) with check (%s)', 'staff change ' || noun || ' of cases they work', guarded, writes, writes);
  end if;
  if 'delete' = any (verbs) then
    execute format('grant delete on %s to umai_desk', guarded);
    execute format('create policy %I on %s for delete to umai_desk using (%s)', 'staff delete ' || noun || ' of cases they work', guarded, writes);
  end if;
  execute format('create policy %I on %s as restrictive to umai_desk using (case_id <> all ((select sec.walled_cases())::uuid[])) with check (case_id <> all ((select sec.walled_cases())::uuid[]))',
    'walls stand before ' || noun, guarded);
  if cardinality(jobs) > 0 then
    execute format('grant %s on %s to umai_jobs', array_to_string(jobs, ', '), guarded);
    execute format('create policy %I on %s to umai_jobs using (true) with check (true)', 'jobs work on ' || noun, guarded);
  end if;
end
$$;

set local role umai_migrator;

-- The policies that are there already, which say it in three ways, and the walls, which say it in two.
do $$
declare
  policy record;
  texts text[];
begin
  for policy in
    select p.polname, p.polrelid::regclass as guarded, array[pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)] as old
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace
  loop
    texts := array(
      select regexp_replace(regexp_replace(regexp_replace(regexp_replace(said,
        '([a-z_.]+) = ANY \(\( SELECT sec\.seen_cases\(([^)]*)\) AS seen_cases\)::uuid\[\]\)', seen, 'g'),
        '([a-z_.]+) = ANY \(ARRAY\( SELECT sec\.case_ids\(([^)]*)\) AS case_ids\)\)', seen, 'g'),
        '([a-z_.]+) = ANY \(ARRAY\( SELECT c\.id\s+FROM cases c()\)\)', seen, 'g'),
        'ARRAY\( SELECT sec\.walled_case_ids\(\) AS walled_case_ids\)', '(select sec.walled_cases())::uuid[]', 'g')
      from unnest(policy.old) with ordinality as o (said, place),
        (values ('(\1 = (select sec.case_in_hand(\2)) or (\1 is distinct from (select sec.named_case()) and \1 = any ((select sec.seen_cases(\2))::uuid[])))')) as shape (seen)
      order by place
    );
    if texts[1] is distinct from policy.old[1] then
      execute format('alter policy %I on %s using (%s)', policy.polname, policy.guarded, texts[1]);
    end if;
    if texts[2] is distinct from policy.old[2] then
      execute format('alter policy %I on %s with check (%s)', policy.polname, policy.guarded, texts[2]);
    end if;
  end loop;
end
$$;

-- What asks about several classes asks once about the case in hand, and only then class by class about the others.
alter policy "staff read who is in their cases" on case_people using (
  (select sec.may('read-cases'))
  and (
    (case_id = (select sec.case_in_hand())
      and (role <> 'child' or 'child' = any ((select sec.classes_in_hand())::text[]))
      and (role <> 'alleged' or 'accused' = any ((select sec.classes_in_hand())::text[])))
    or (case_id is distinct from (select sec.named_case()) and case_id = any ((select sec.seen_cases())::uuid[])
      and (role <> 'child' or case_id = any ((select sec.seen_cases('child'))::uuid[]))
      and (role <> 'alleged' or case_id = any ((select sec.seen_cases('accused'))::uuid[])))
  )
);
alter policy "staff read what happened in their cases" on case_events using (
  (select sec.may('read-cases'))
  and (
    (case_id = (select sec.case_in_hand()) and (class is null or class = any ((select sec.classes_in_hand())::text[])))
    or (case_id is distinct from (select sec.named_case()) and case_id = any ((select sec.seen_cases())::uuid[])
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
  )
);
alter policy "staff read people of their cases" on people using (
  id = any ((select sec.people_in_hand())::uuid[]) or exists (select from case_people cp where cp.person_id = people.id)
);
alter policy "those who work a case correct its people" on people using (
  (select sec.may('work-cases'))
  and (id = any ((select sec.people_in_hand())::uuid[]) or exists (select from case_people cp where cp.person_id = people.id))
);

-- What lists need of an assignment lies in the index, so that a head's thousands are not fetched one by one.
create index case_assignments_of_units on case_assignments (unit_id, case_id) include (relation, valid_from, valid_to, field_classes)
  where ended_at is null;
drop index case_assignments_unit_id_case_id_idx;
