-- A question about one case proved the ticket up to seven times, each time in a function of its own: for the case, for the
-- permission, for the walls. It proves it once for each table now. The functions below are one statement each, because most of
-- what they cost was the beginning of statements; what they have in common is said once, in views only they may read.
-- The rows seen stay the same.

set local role umai_gate;

-- Written as expressions, so that PostgreSQL puts them into the statements that use them.
create function sec.parts_if_genuine(key sec.ticket_keys, ticket text) returns text[]
language sql stable
return case
  -- What was signed is all before the last point. Hashing both sides once more leaves nothing to learn from how long the
  -- comparison takes.
  when sha256(key.outer_half || convert_to(right(ticket, 64), 'UTF8'))
    = sha256(key.outer_half || convert_to(encode(sha256(key.outer_half || sha256(key.inner_half || convert_to(left(ticket, -65), 'UTF8'))), 'hex'), 'UTF8'))
    and split_part(ticket, '.', 1) = 'v1'
    and cardinality(string_to_array(ticket, '.')) = 8
  -- Only what is genuine is read. The start of the transaction counts, so that a ticket does not run out between two of its
  -- statements.
  then case when split_part(ticket, '.', 7)::double precision - date_part('epoch', now()) between 0 and 90 then string_to_array(ticket, '.') end
end;
revoke execute on function sec.parts_if_genuine from public;

create or replace function sec.named_case() returns uuid
language sql stable
return case when pg_input_is_valid(current_setting('umai.case', true), 'pg_catalog.uuid') then current_setting('umai.case', true)::uuid end;

create view sec.my_ticket with (security_invoker = true) as
  select sec.parts_if_genuine(k, current_setting('umai.ticket', true)) as part
  from sec.ticket_keys k
  where k.id = split_part(current_setting('umai.ticket', true), '.', 2) and not k.is_retired;
comment on view sec.my_ticket is 'What the ticket of this transaction says, in parts; null when it is forged or expired, no row when there is none';

create view sec.me with (security_invoker = true) as
  select u.id from sec.my_ticket t join public.users u on u.id = t.part[3]::uuid
  where u.deactivated_at is null;
comment on view sec.me is 'The one who asks';

create view sec.my_grants with (security_invoker = true) as
  select g.user_id, g.unit_id, g.role from public.grants g
  -- A subquery of its own is asked once; a join might prove the ticket again for each row.
  where g.user_id = (select id from sec.me)
    and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now());
comment on view sec.my_grants is 'Roles the one who asks has now';

create view sec.my_sight with (security_invoker = true) as
  select a.case_id, a.field_classes, g.user_id
  from public.case_assignments a
  join public.units u on u.id = a.unit_id
  join sec.my_grants g on g.unit_id = any (u.path)
  join public.role_permissions p on p.role = g.role
  where a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    and case p.permission
      when 'read-cases' then a.user_id = g.user_id and a.unit_id = g.unit_id
      when 'work-cases' then a.user_id is null and a.unit_id = g.unit_id and a.relation <> 'oversight'
      when 'assign-cases' then a.relation <> 'oversight'
      when 'oversee-cases' then a.relation = 'oversight'
    end;
comment on view sec.my_sight is 'Why the one who asks sees a case: for a few named cases what sec.seen_cases is for all. Walls are not in here';

create or replace function sec.claims(out user_id uuid, out session_id uuid, out purpose text, out is_stepped_up boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select part[3]::uuid, part[4]::uuid, part[5], part[6] = '1' from (select part from sec.my_ticket offset 0) t
$$;

create or replace function sec.uid() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select id from sec.me $$;

create or replace function sec.may(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  select exists (select from sec.my_grants g join public.role_permissions p on p.role = g.role and p.permission = wanted)
$$;

create or replace function sec.sees_case(wanted uuid, field_class text default null) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  select exists (
    select from sec.my_sight s
    where s.case_id = wanted and (field_class is null or s.field_classes is null or field_class = any (s.field_classes))
  )
$$;

create or replace function sec.case_in_hand(field_class text default null) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  select s.case_id from sec.my_sight s
  where s.case_id = sec.named_case() and (field_class is null or s.field_classes is null or field_class = any (s.field_classes))
  limit 1
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
  where s.case_id = sec.named_case() and exists (
    select from public.grants g join public.role_permissions p on p.role = g.role and p.permission = 'read-cases'
    where g.user_id = s.user_id and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
  )
$$;
drop function sec.classes_of_case(uuid, uuid);

-- Most cases have no wall before them, and that is so whoever asks.
create function sec.case_without_walls() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.named_case()
  where not exists (select from public.walls w where w.case_id = sec.named_case() and w.ended_at is null and (w.until is null or w.until > now()))
$$;
comment on function sec.case_without_walls is 'The case this transaction says it is about, if no wall stands before it against anybody; else null, and the one who asks is looked for in sec.walled_cases';
grant execute on function sec.case_without_walls to umai_desk;

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

create or replace function sec.sees_person(wanted uuid, field_class text default null) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
  select exists (
    select from public.case_people cp join sec.my_sight s on s.case_id = cp.case_id
    where cp.person_id = wanted
      and exists (
        select from public.grants g join public.role_permissions p on p.role = g.role and p.permission = 'read-cases'
        where g.user_id = s.user_id and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
      )
      and not exists (
        select from public.walls w
        where w.case_id = cp.case_id and w.ended_at is null and (w.until is null or w.until > now())
          and (w.user_id = s.user_id or w.unit_id in (
            select unnest(u.path) from public.grants g join public.units u on u.id = g.unit_id
            where g.user_id = s.user_id and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())))
      )
    group by cp.id
    -- The case is given to the one who asks, with the fields that tell of a child or of the accused where the person is one; one
    -- assignment may give these and another the class that is asked for.
    having bool_or(s.field_classes is null
        or case cp.role when 'child' then 'child' = any (s.field_classes) when 'alleged' then 'accused' = any (s.field_classes) else true end)
      and (field_class is null or bool_or(s.field_classes is null or field_class = any (s.field_classes)))
  )
$$;

-- How a policy says that a row may be read: of the case in hand by one question for the case, the class and the permission.
create function sec.reads_seen_case(case_column text, field_class text default null) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(%1$s = (select sec.named_case()) and %3$L = any ((select sec.classes_in_hand())::text[])) or (%1$s is distinct from (select sec.named_case()) and %1$s = any ((select sec.seen_cases(%2$s))::uuid[]) and (select sec.may(''read-cases'')))',
    case_column, coalesce(quote_literal(field_class), ''), coalesce(field_class, 'case'))
$$;
comment on function sec.reads_seen_case is 'Text of the condition for policies on reading, as sec.guard_by_case writes it';

create function sec.before_walls(case_column text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(%1$s = (select sec.case_without_walls()) or %1$s <> all ((select sec.walled_cases())::uuid[]))', case_column)
$$;
comment on function sec.before_walls is 'Text of the condition for policies that no wall stands before a case';
grant execute on function sec.reads_seen_case, sec.before_walls to umai_migrator;

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
  reads text := case read_permission
    when 'read-cases' then sec.reads_seen_case('case_id', field_class)
    else format('%s and (select sec.may(%L))', seen, read_permission)
  end;
  writes text := format('%s and (select sec.may(%L))', seen, write_permission);
  walls text := sec.before_walls('case_id');
begin
  perform sec.guard(guarded);
  if not exists (
    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indrelid = guarded and a.attname = 'case_id'
  ) then
    execute format('create index on %s (case_id)', guarded);
  end if;
  execute format('grant select on %s to umai_desk', guarded);
  execute format('create policy %I on %s for select to umai_desk using (%s)', 'staff read ' || noun || ' of cases they see', guarded, reads);
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
  execute format('create policy %I on %s as restrictive to umai_desk using (%s) with check (%s)', 'walls stand before ' || noun, guarded, walls, walls);
  if cardinality(jobs) > 0 then
    execute format('grant %s on %s to umai_jobs', array_to_string(jobs, ', '), guarded);
    execute format('create policy %I on %s to umai_jobs using (true) with check (true)', 'jobs work on ' || noun, guarded);
  end if;
end
$$;

set local role umai_migrator;

-- The policies that are there already.
do $$
declare
  policy record;
  read constant text := '^\(\(\((\w+) = \( SELECT sec\.case_in_hand\(([^)]*)\) AS case_in_hand\)\) OR \(\(\w+ IS DISTINCT FROM \( SELECT sec\.named_case\(\) AS named_case\)\) AND (\(.*\))\)\) AND \( SELECT sec\.may\(''read-cases''::text\) AS may\)\)$';
  wall constant text := '\((\w+) <> ALL \(\( SELECT sec\.walled_cases\(\) AS walled_cases\)::uuid\[\]\)\)';
  part text[];
begin
  for policy in
    select p.polname, p.polrelid::regclass as guarded, p.polpermissive, p.polcmd, pg_get_expr(p.polqual, p.polrelid) as qual, pg_get_expr(p.polwithcheck, p.polrelid) as checked
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace
  loop
    if not policy.polpermissive and policy.qual ~ wall then
      execute format('alter policy %I on %s using (%s)', policy.polname, policy.guarded,
        regexp_replace(policy.qual, wall, '(\1 = (select sec.case_without_walls()) or \1 <> all ((select sec.walled_cases())::uuid[]))'));
      if policy.checked ~ wall then
        execute format('alter policy %I on %s with check (%s)', policy.polname, policy.guarded,
          regexp_replace(policy.checked, wall, '(\1 = (select sec.case_without_walls()) or \1 <> all ((select sec.walled_cases())::uuid[]))'));
      end if;
    end if;
    part := regexp_match(policy.qual, read);
    if policy.polpermissive and policy.polcmd = 'r' and part is not null then
      execute format('alter policy %I on %s using ((%s = (select sec.named_case()) and %s = any ((select sec.classes_in_hand())::text[])) or (%s is distinct from (select sec.named_case()) and %s and (select sec.may(''read-cases''))))',
        policy.polname, policy.guarded, part[1], coalesce(nullif(part[2], ''), quote_literal('case')), part[1], part[3]);
    end if;
  end loop;
end
$$;
