-- The core of access: a case, who works it, and the walls before it. Every table that belongs to a case is
-- guarded by sec.guard_by_case, so that it is seen exactly where its case is seen.

set local role umai_gate;

create function sec.new_case_number() returns text
language sql volatile set search_path = pg_catalog, pg_temp
as $$
  select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(lot, place) % 32, 1) || case when place in (2, 5) then '-' else '' end, '' order by place)
  from (select sha256(convert_to(gen_random_uuid()::text, 'UTF8')) as lot) drawn, generate_series(0, 8) as place
$$;
comment on function sec.new_case_number is 'Nine characters drawn by lot, without letters that look like digits';
grant execute on function sec.new_case_number to umai_migrator, umai_loader, umai_desk, umai_jobs;

set local role umai_migrator;

create table cases (
  id uuid primary key,
  number text not null unique default sec.new_case_number(),
  place_kato text not null references places,
  opened_at timestamptz(3) not null,
  opened_by uuid references users,
  opened_in uuid not null references units,
  owner_unit_id uuid not null references units,
  owner_id uuid references users,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_at timestamptz(3),
  check ((state = 'closed') = (closed_at is not null))
);
comment on table cases is 'The work on what happened to somebody; every agency works the same case';
comment on column cases.number is 'Drawn by lot, so that numbers say nothing about how many cases there are';
comment on column cases.owner_id is 'Null while the unit has not yet given it to somebody';
create index on cases (owner_unit_id);
create index on cases (owner_id);
create index on cases (opened_in);
create index on cases (opened_by);
create index on cases (place_kato);
create index on cases (opened_at);

create table case_assignments (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  unit_id uuid not null references units,
  user_id uuid references users,
  relation text not null check (relation in ('owner', 'opener', 'assigned', 'referral', 'conference', 'oversight')),
  field_classes text[] check (field_classes <@ array['contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence', 'statistics']),
  valid_from timestamptz(3) not null default date_trunc('milliseconds', now()),
  valid_to timestamptz(3),
  assigned_by uuid references users,
  reason text,
  ended_at timestamptz(3)
);
comment on table case_assignments is 'Who works a case: a unit, or a person of that unit';
comment on column case_assignments.field_classes is 'What a referral shows; null shows everything';
create unique index case_assignments_one_owner on case_assignments (case_id) where relation = 'owner' and ended_at is null;
create index on case_assignments (case_id);
create index on case_assignments (user_id, case_id) where ended_at is null;
create index on case_assignments (unit_id, case_id) where ended_at is null;
create index on case_assignments (unit_id, relation, case_id) where user_id is null and ended_at is null;

create table walls (
  id uuid primary key,
  case_id uuid not null references cases,
  user_id uuid references users,
  unit_id uuid references units,
  reason text not null check (reason in ('party-is-staff', 'relative-of-staff', 'same-unit-as-party', 'chain-of-command', 'survivor-request', 'subject-of-report', 'other-conflict')),
  note text,
  created_at timestamptz(3) not null,
  created_by uuid references users,
  until timestamptz(3),
  ended_at timestamptz(3),
  ended_by uuid references users,
  end_reason text,
  check (num_nonnulls(user_id, unit_id) = 1)
);
comment on table walls is 'Conflict walls: who must never see a case, whatever else he may';
create index on walls (case_id);
create index on walls (user_id) where ended_at is null;
create index on walls (unit_id) where ended_at is null;

select sec.guard('cases'), sec.guard('case_assignments'), sec.guard('walls');
create policy "the gate reads cases" on cases for select to umai_gate using (true);
create policy "the gate keeps assignments" on case_assignments to umai_gate using (true) with check (true);
create policy "the gate reads walls" on walls for select to umai_gate using (true);
grant select on cases, walls to umai_gate;
grant select, insert, update on case_assignments to umai_gate;


set local role umai_gate;

-- Both come as one array, made once per query: write = any ((select sec.seen_cases())::uuid[]). They are written
-- in plpgsql because its plans are kept; planning them anew would cost more than running them.
create function sec.seen_cases(field_class text default null) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := sec.uid();
  reads uuid[];
  works uuid[];
  assigns uuid[];
  oversees uuid[];
begin
  if me is null then
    return '{}';
  end if;
  select array_agg(g.unit_id) filter (where p.permission = 'read-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'work-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'assign-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'oversee-cases')
  into reads, works, assigns, oversees
  from public.grants g
  join public.role_permissions p on p.role = g.role
  where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    and p.permission in ('read-cases', 'work-cases', 'assign-cases', 'oversee-cases');
  if assigns is not null then
    assigns := array(select u.id from public.units u where u.path && assigns);
  end if;
  if oversees is not null then
    oversees := array(select u.id from public.units u where u.path && oversees);
  end if;
  return array(
    -- A person sees what is given to him while he works in the unit it was given through.
    select a.case_id from public.case_assignments a
    where a.user_id = me and a.unit_id = any (reads)
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
      and (field_class is null or a.field_classes is null or field_class = any (a.field_classes))
    union all
    -- What is given to a unit and to nobody in it is seen by those who work cases there.
    select a.case_id from public.case_assignments a
    where a.unit_id = any (works) and a.user_id is null and a.relation <> 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
      and (field_class is null or a.field_classes is null or field_class = any (a.field_classes))
    union all
    -- A head sees what the units under him work.
    select a.case_id from public.case_assignments a
    where a.unit_id = any (assigns) and a.relation <> 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
      and (field_class is null or a.field_classes is null or field_class = any (a.field_classes))
    union all
    -- Who oversees sees what his office and lower ones oversee.
    select a.case_id from public.case_assignments a
    where a.unit_id = any (oversees) and a.relation = 'oversight'
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
      and (field_class is null or a.field_classes is null or field_class = any (a.field_classes))
  );
end
$$;
comment on function sec.seen_cases is 'Cases the one who asks works on; with a field class, those whose fields of that class he may see. Walls are not in here';

create function sec.walled_cases() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := sec.uid();
  units_above uuid[];
begin
  if me is null then
    return '{}';
  end if;
  units_above := array(
    select unnest(u.path) from public.grants g join public.units u on u.id = g.unit_id
    where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
  );
  return array(
    select w.case_id from public.walls w
    where w.user_id = me and w.ended_at is null and (w.until is null or w.until > now())
    union all
    select w.case_id from public.walls w
    where w.unit_id = any (units_above) and w.ended_at is null and (w.until is null or w.until > now())
  );
end
$$;
comment on function sec.walled_cases is 'Cases before which a wall stands against the one who asks, or against a unit he works in or below';

create function sec.led_cases() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := sec.uid();
  works uuid[];
  assigns uuid[];
begin
  if me is null then
    return '{}';
  end if;
  select array_agg(g.unit_id) filter (where p.permission = 'work-cases'),
    array_agg(g.unit_id) filter (where p.permission = 'assign-cases')
  into works, assigns
  from public.grants g
  join public.role_permissions p on p.role = g.role
  where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    and p.permission in ('work-cases', 'assign-cases');
  if assigns is not null then
    assigns := array(select u.id from public.units u where u.path && assigns);
  end if;
  return array(
    select a.case_id from public.case_assignments a
    where a.user_id = me and a.unit_id = any (works) and a.relation in ('owner', 'assigned') and a.field_classes is null
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    union all
    select a.case_id from public.case_assignments a
    where a.unit_id = any (works) and a.user_id is null and a.relation in ('owner', 'assigned') and a.field_classes is null
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
    union all
    select a.case_id from public.case_assignments a
    where a.unit_id = any (assigns) and a.relation in ('owner', 'assigned') and a.field_classes is null
      and a.ended_at is null and a.valid_from <= now() and (a.valid_to is null or a.valid_to > now())
  );
end
$$;
comment on function sec.led_cases is 'Cases the one who asks owns, is assigned in full, may take in his unit or heads; only there may he give the case to others. Walls are not in here';

-- The same as sets, for a query that joins them.
create function sec.case_ids(field_class text default null) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select unnest(sec.seen_cases(field_class)) $$;
create function sec.walled_case_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select unnest(sec.walled_cases()) $$;

-- Whoever was shown a part of a case must not give himself the rest by becoming its owner, nor end the work.
create function sec.check_case_lead() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if current_user = 'umai_desk'
    and (new.owner_unit_id, new.owner_id, new.state, new.place_kato) is distinct from (old.owner_unit_id, old.owner_id, old.state, old.place_kato)
    and not (old.id = any (sec.led_cases())) then
    raise exception 'the case is led by others' using errcode = '42501';
  end if;
  return new;
end
$$;
grant execute on function sec.check_case_lead to umai_migrator;

grant execute on function sec.seen_cases, sec.walled_cases, sec.led_cases, sec.case_ids, sec.walled_case_ids to umai_desk;

-- Ownership and oversight become assignments by themselves, so that no program can forget them.
create function sec.keep_case_assignments() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  overseer uuid;
begin
  if tg_op = 'INSERT' or (new.owner_unit_id, new.owner_id) is distinct from (old.owner_unit_id, old.owner_id) then
    update public.case_assignments a set ended_at = now() where a.case_id = new.id and a.relation = 'owner' and a.ended_at is null;
    insert into public.case_assignments (case_id, unit_id, user_id, relation, assigned_by)
    values (new.id, new.owner_unit_id, new.owner_id, 'owner', sec.uid());
  end if;
  if tg_op = 'INSERT' and new.opened_by is not null then
    insert into public.case_assignments (case_id, unit_id, user_id, relation, assigned_by)
    values (new.id, new.opened_in, new.opened_by, 'opener', new.opened_by);
  end if;
  if tg_op = 'INSERT' or new.place_kato is distinct from old.place_kato then
    with recursive around as (
      select p.kato, p.parent_kato, 0 as distance from public.places p where p.kato = new.place_kato
      union all
      select p.kato, p.parent_kato, r.distance + 1 from public.places p join around r on p.kato = r.parent_kato
    )
    select u.id into overseer
    from around r
    join public.units u on u.place_kato = r.kato and u.closed_at is null
    join public.agencies a on a.id = u.agency_id and a.kind = 'prosecutor'
    order by r.distance, cardinality(u.path) desc, u.id
    limit 1;
    update public.case_assignments a set ended_at = now()
    where a.case_id = new.id and a.relation = 'oversight' and a.ended_at is null and a.unit_id is distinct from overseer;
    if overseer is not null and not exists (
      select from public.case_assignments a
      where a.case_id = new.id and a.relation = 'oversight' and a.ended_at is null and a.unit_id = overseer
    ) then
      insert into public.case_assignments (case_id, unit_id, relation) values (new.id, overseer, 'oversight');
    end if;
  end if;
  return null;
end
$$;
grant execute on function sec.keep_case_assignments to umai_migrator;

-- One line in a migration guards a table of a case. See docs/how-to/add-a-table.md.
create function sec.guard_by_case(
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
  seen text := format('case_id = any ((select sec.seen_cases(%s))::uuid[])', coalesce(quote_literal(field_class), ''));
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
comment on function sec.guard_by_case is 'Guards a table with a column case_id: seen where the case is seen, written with a permission, walls above all';
grant execute on function sec.guard_by_case to umai_migrator;

set local role umai_migrator;

create trigger keep_case_assignments after insert or update of owner_unit_id, owner_id, place_kato on cases
  for each row execute function sec.keep_case_assignments();

create trigger check_case_lead before update of owner_unit_id, owner_id, state, place_kato on cases
  for each row execute function sec.check_case_lead();

create policy "staff read cases they work on" on cases for select to umai_desk
  using (id = any ((select sec.seen_cases())::uuid[]));
create policy "staff open cases in their unit" on cases for insert to umai_desk
  with check (
    opened_by = (select sec.uid())
    and (opened_in = any (array(select sec.unit_ids('record-reports'))) or opened_in = any (array(select sec.unit_ids('work-cases'))))
  );
create policy "staff change cases they work on" on cases for update to umai_desk
  using (id = any ((select sec.seen_cases())::uuid[]) and (select sec.may('work-cases')))
  with check (id = any ((select sec.seen_cases())::uuid[]) and (select sec.may('work-cases')));
create policy "walls stand before cases" on cases as restrictive to umai_desk
  using (id <> all ((select sec.walled_cases())::uuid[]))
  with check (id <> all ((select sec.walled_cases())::uuid[]));
create policy "jobs work on cases" on cases to umai_jobs using (true) with check (true);
grant select, insert, update (owner_unit_id, owner_id, place_kato, state, closed_at) on cases to umai_desk;
grant select, insert, update on cases to umai_jobs;

create policy "staff read assignments of cases they see" on case_assignments for select to umai_desk
  using (case_id = any ((select sec.seen_cases())::uuid[]));
create policy "those who lead a case assign and refer it" on case_assignments for insert to umai_desk
  with check (
    case_id = any ((select sec.led_cases())::uuid[])
    and assigned_by = (select sec.uid())
    and relation in ('assigned', 'referral', 'conference')
  );
create policy "those who lead a case end assignments" on case_assignments for update to umai_desk
  using (case_id = any ((select sec.led_cases())::uuid[]) and relation in ('assigned', 'referral', 'conference'))
  with check (case_id = any ((select sec.led_cases())::uuid[]) and relation in ('assigned', 'referral', 'conference'));
create policy "walls stand before assignments" on case_assignments as restrictive to umai_desk
  using (case_id <> all ((select sec.walled_cases())::uuid[]))
  with check (case_id <> all ((select sec.walled_cases())::uuid[]));
create policy "jobs work on assignments" on case_assignments to umai_jobs using (true) with check (true);
grant select, insert, update (valid_to, ended_at, reason) on case_assignments to umai_desk;
grant select, insert, update on case_assignments to umai_jobs;

create policy "staff read walls before cases they see" on walls for select to umai_desk
  using (case_id = any ((select sec.seen_cases())::uuid[]) and (select sec.may('read-walls')));
create policy "staff put walls before cases they see" on walls for insert to umai_desk
  with check (case_id = any ((select sec.seen_cases())::uuid[]) and created_by = (select sec.uid()) and (select sec.may('manage-walls')));
create policy "those who lead or oversee a case take walls down" on walls for update to umai_desk
  using (
    (case_id = any ((select sec.led_cases())::uuid[]) or case_id = any ((select sec.seen_cases())::uuid[]) and (select sec.may('oversee-cases')))
    and (select sec.may('manage-walls'))
  )
  with check (
    (case_id = any ((select sec.led_cases())::uuid[]) or case_id = any ((select sec.seen_cases())::uuid[]) and (select sec.may('oversee-cases')))
    and (select sec.may('manage-walls'))
  );
create policy "walls stand before walls" on walls as restrictive to umai_desk
  using (case_id <> all ((select sec.walled_cases())::uuid[]))
  with check (case_id <> all ((select sec.walled_cases())::uuid[]));
create policy "jobs work on walls" on walls to umai_jobs using (true) with check (true);
grant select, insert, update (until, ended_at, ended_by, end_reason) on walls to umai_desk;
grant select, insert, update on walls to umai_jobs;
