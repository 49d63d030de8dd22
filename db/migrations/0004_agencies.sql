-- Agencies, their units, the people who work there, and what each role permits.

create table installation (
  is_only boolean primary key default true check (is_only),
  is_sample boolean not null default false,
  installed_at timestamptz(3) not null default now()
);
comment on table installation is 'One row about this installation; is_sample marks a database of invented people';
insert into installation default values;

create table agencies (
  id uuid primary key,
  kind text not null check (kind in ('police', 'prosecutor', 'court', 'contact-centre', 'family-support-centre', 'crisis-centre', 'school', 'health', 'social-protection', 'local-authority', 'ombudsman', 'ministry', 'ngo')),
  name_kk text not null check (name_kk <> ''),
  name_ru text not null check (name_ru <> ''),
  name_en text not null check (name_en <> ''),
  place_kato text not null references places,
  created_at timestamptz(3) not null default now()
);
comment on table agencies is 'Bodies that work cases: police, court, family support centre and the others';
create index on agencies (place_kato);

create table units (
  id uuid primary key,
  agency_id uuid not null references agencies,
  parent_id uuid,
  name_kk text not null check (name_kk <> ''),
  name_ru text not null check (name_ru <> ''),
  name_en text not null check (name_en <> ''),
  place_kato text not null references places,
  path uuid[] not null default '{}',
  created_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  unique (id, agency_id),
  foreign key (parent_id, agency_id) references units (id, agency_id)
);
comment on table units is 'Parts of an agency; a parent belongs to the same agency';
comment on column units.path is 'The unit and all above it; kept by a trigger';
create index on units (agency_id);
create index on units (parent_id);
create index on units (place_kato);
create index on units using gin (path);

create table users (
  id uuid primary key,
  agency_id uuid not null references agencies,
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9._-]+[a-z0-9]$' and length(login) between 3 and 64),
  name text not null check (name <> ''),
  position text not null default '',
  lang text not null default 'kk' check (lang in ('kk', 'ru', 'en')),
  is_protected boolean not null default false,
  created_at timestamptz(3) not null default now(),
  activated_at timestamptz(3),
  deactivated_at timestamptz(3)
);
comment on table users is 'People who work here; agency_id is the agency whose administrator manages them';
comment on column users.is_protected is 'Name is shown to the own agency only, as for workers of shelters';
create index on users (agency_id);

create table staff_identifiers (
  user_id uuid not null references users,
  kind text not null check (kind in ('iin', 'phone')),
  blind_index bytea not null,
  primary key (user_id, kind, blind_index)
);
comment on table staff_identifiers is 'Blind indexes by which a party to a case is recognised as a member of staff';
create index on staff_identifiers (kind, blind_index);

create table permissions (name text primary key);
comment on table permissions is 'What can be permitted; mirrored by the union Permission of the contract';

create table roles (
  name text primary key,
  agency_kinds text[] not null
);
comment on table roles is 'Roles a person can hold in a unit, and in which kinds of agency';

create table role_permissions (
  role text not null references roles,
  permission text not null references permissions,
  primary key (role, permission)
);
comment on table role_permissions is 'What each role permits';
create index on role_permissions (permission);

create table grants (
  id uuid primary key,
  user_id uuid not null references users,
  unit_id uuid not null references units,
  role text not null references roles,
  valid_from timestamptz(3) not null default date_trunc('milliseconds', now()),
  valid_to timestamptz(3) check (valid_to > valid_from),
  granted_by uuid references users,
  ended_at timestamptz(3),
  ended_by uuid references users,
  end_reason text
);
comment on table grants is 'Who holds which role in which unit, and when';
create unique index grants_once on grants (user_id, unit_id, role) where ended_at is null;
create index on grants (unit_id);

insert into permissions (name) values
  ('read-directory'), ('manage-agencies'), ('manage-units'), ('manage-users'), ('manage-grants'), ('read-walls'),
  ('manage-walls'), ('read-audit'), ('read-system'), ('record-reports'), ('read-cases'), ('work-cases'), ('assign-cases'),
  ('assess-risk'), ('decide-by-law'), ('issue-orders'), ('serve-orders'), ('oversee-cases'), ('waive-duties'), ('read-statistics');

insert into roles (name, agency_kinds) values
  ('operator', '{contact-centre,police}'),
  ('inspector', '{police}'),
  ('unit-head', '{police,prosecutor,court,contact-centre,family-support-centre,crisis-centre,school,health,social-protection,local-authority,ombudsman,ministry,ngo}'),
  ('prosecutor', '{prosecutor}'),
  ('judge', '{court}'),
  ('court-clerk', '{court}'),
  ('centre-worker', '{family-support-centre,crisis-centre,ngo}'),
  ('social-worker', '{social-protection,local-authority,family-support-centre,crisis-centre,ngo}'),
  ('school-psychologist', '{school}'),
  ('health-worker', '{health}'),
  ('licensing-officer', '{ministry,social-protection,local-authority}'),
  ('analyst', '{ministry,ombudsman,prosecutor}'),
  ('ombudsman', '{ombudsman}'),
  ('agency-admin', '{police,prosecutor,court,contact-centre,family-support-centre,crisis-centre,school,health,social-protection,local-authority,ombudsman,ministry,ngo}'),
  ('auditor', '{ministry,ombudsman,prosecutor}');

-- A head supervises and nothing more; a head who also works cases holds the working role as well.
insert into role_permissions (role, permission)
select role, unnest(string_to_array(list, ' ')) from (values
  ('operator', 'read-directory record-reports read-cases'),
  ('inspector', 'read-directory record-reports read-cases work-cases assess-risk decide-by-law issue-orders serve-orders read-walls manage-walls'),
  ('unit-head', 'read-directory read-cases work-cases assign-cases waive-duties read-walls manage-walls read-audit read-statistics'),
  ('prosecutor', 'read-directory read-cases oversee-cases decide-by-law read-walls read-audit read-statistics'),
  ('judge', 'read-directory read-cases work-cases decide-by-law'),
  ('court-clerk', 'read-directory read-cases work-cases'),
  ('centre-worker', 'read-directory record-reports read-cases work-cases assess-risk'),
  ('social-worker', 'read-directory record-reports read-cases work-cases assess-risk'),
  ('school-psychologist', 'read-directory record-reports read-cases work-cases'),
  ('health-worker', 'read-directory record-reports read-cases work-cases'),
  ('licensing-officer', 'read-directory'),
  ('analyst', 'read-directory read-statistics'),
  ('ombudsman', 'read-directory record-reports read-cases oversee-cases read-walls manage-walls read-audit read-statistics'),
  ('agency-admin', 'read-directory manage-units manage-users manage-grants read-audit read-system'),
  ('auditor', 'read-directory read-audit read-system read-statistics')
) as matrix (role, list);

-- A unit's path is the unit and all above it; moving a unit moves everything below.
create function sec.keep_unit_path() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  if new.parent_id = new.id then
    raise exception 'unit % cannot be above itself', new.id using errcode = '23514', constraint = 'units_path';
  end if;
  new.path := array[new.id] || coalesce((select u.path from public.units u where u.id = new.parent_id), '{}');
  if new.parent_id is not null and new.id = any (new.path[2:]) then
    raise exception 'unit % cannot be above itself', new.id using errcode = '23514', constraint = 'units_path';
  end if;
  return new;
end
$$;
create trigger keep_unit_path before insert or update of parent_id on units for each row execute function sec.keep_unit_path();

create function sec.move_units_below() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  update public.units u set parent_id = u.parent_id where u.parent_id = new.id;
  return null;
end
$$;
create trigger move_units_below after update of parent_id on units for each row
  when (old.path is distinct from new.path) execute function sec.move_units_below();

-- The gate looks behind the policies, on exactly these tables and columns, to say who somebody is.
select sec.guard('installation'), sec.guard('agencies'), sec.guard('units'), sec.guard('users'), sec.guard('staff_identifiers'),
  sec.guard('permissions'), sec.guard('roles'), sec.guard('role_permissions'), sec.guard('grants');
create policy "the gate reads units" on units for select to umai_gate using (true);
create policy "the gate reads users" on users for select to umai_gate using (true);
create policy "the gate reads role permissions" on role_permissions for select to umai_gate using (true);
create policy "the gate reads grants" on grants for select to umai_gate using (true);
create policy "the gate reads staff identifiers" on staff_identifiers for select to umai_gate using (true);
create policy "the gate reads agencies" on agencies for select to umai_gate using (true);
create policy "the gate reads roles" on roles for select to umai_gate using (true);
grant select on agencies, roles, units, users, role_permissions, grants, staff_identifiers to umai_gate;

set local role umai_gate;

create function sec.uid() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  claimed uuid := (sec.claims()).user_id;
begin
  return (select u.id from public.users u where u.id = claimed and u.deactivated_at is null);
end
$$;
comment on function sec.uid is 'The member of staff who asks, or null; write (select sec.uid()) so that it runs once per query';

create function sec.my_grants() returns table (unit_id uuid, agency_id uuid, role text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  me uuid := sec.uid();
begin
  return query
    select g.unit_id, u.agency_id, g.role
    from public.grants g
    join public.units u on u.id = g.unit_id
    where g.user_id = me and g.ended_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now());
end
$$;

create function sec.may(wanted text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from sec.my_grants() g join public.role_permissions p on p.role = g.role where p.permission = wanted
  );
end
$$;
comment on function sec.may is 'Whether the one who asks holds a permission in some unit now';

create function sec.unit_ids(wanted text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select distinct g.unit_id from sec.my_grants() g join public.role_permissions p on p.role = g.role where p.permission = wanted
$$;
comment on function sec.unit_ids is 'Units in which the one who asks holds a permission now';

create function sec.agency_ids(wanted text default null) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select distinct g.agency_id from sec.my_grants() g
  where wanted is null or exists (select from public.role_permissions p where p.role = g.role and p.permission = wanted)
$$;
comment on function sec.agency_ids is 'Agencies in which the one who asks works, or holds a permission';

create function sec.unit_ids_of_agencies(wanted text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select u.id from public.units u where u.agency_id in (select sec.agency_ids(wanted)) $$;
comment on function sec.unit_ids_of_agencies is 'All units of the agencies in which the one who asks holds a permission';

create function sec.user_ids_of_agencies(wanted text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select u.id from public.users u where u.agency_id in (select sec.agency_ids(wanted)) $$;
comment on function sec.user_ids_of_agencies is 'All people of the agencies in which the one who asks holds a permission';

create function sec.check_grant_fits_agency() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from public.units u
    join public.agencies a on a.id = u.agency_id
    join public.roles r on a.kind = any (r.agency_kinds)
    where u.id = new.unit_id and r.name = new.role
  ) then
    raise exception 'role % does not exist in this kind of agency', new.role using errcode = '23514', constraint = 'grants_role_fits_agency';
  end if;
  return new;
end
$$;
grant execute on function sec.check_grant_fits_agency to umai_migrator;

grant execute on function sec.uid, sec.may, sec.unit_ids, sec.agency_ids, sec.unit_ids_of_agencies, sec.user_ids_of_agencies to umai_desk, umai_door, umai_jobs;

set local role umai_migrator;

create trigger check_grant_fits_agency before insert on grants for each row execute function sec.check_grant_fits_agency();

create policy "everybody reads the installation" on installation for select using (true);
grant select on installation to umai_desk, umai_door, umai_public, umai_jobs;

create policy "everybody reads permissions" on permissions for select using (true);
create policy "everybody reads roles" on roles for select using (true);
create policy "everybody reads role permissions" on role_permissions for select using (true);
grant select on permissions, roles, role_permissions to umai_desk, umai_door, umai_jobs;

create policy "staff read agencies" on agencies for select to umai_desk using ((select sec.uid()) is not null);
create policy "those who manage agencies add them" on agencies for insert to umai_desk with check ((select sec.may('manage-agencies')));
create policy "those who manage agencies change them" on agencies for update to umai_desk
  using ((select sec.may('manage-agencies'))) with check ((select sec.may('manage-agencies')));
create policy "door and jobs read agencies" on agencies for select to umai_door, umai_jobs using (true);
grant select, insert, update on agencies to umai_desk;
grant select on agencies to umai_door, umai_jobs;

create policy "staff read units" on units for select to umai_desk using ((select sec.uid()) is not null);
create policy "administrators open units of their agency" on units for insert to umai_desk
  with check (agency_id = any (array(select sec.agency_ids('manage-units'))));
create policy "administrators change units of their agency" on units for update to umai_desk
  using (agency_id = any (array(select sec.agency_ids('manage-units'))))
  with check (agency_id = any (array(select sec.agency_ids('manage-units'))));
create policy "door and jobs read units" on units for select to umai_door, umai_jobs using (true);
grant select, insert, update on units to umai_desk;
grant select on units to umai_door, umai_jobs;

create policy "staff read people who work here" on users for select to umai_desk
  using ((select sec.uid()) is not null and (not is_protected or agency_id = any (array(select sec.agency_ids()))));
create policy "administrators add people of their agency" on users for insert to umai_desk
  with check (agency_id = any (array(select sec.agency_ids('manage-users'))));
create policy "administrators change people of their agency" on users for update to umai_desk
  using (agency_id = any (array(select sec.agency_ids('manage-users'))))
  with check (agency_id = any (array(select sec.agency_ids('manage-users'))));
create policy "the door reads people" on users for select to umai_door using (true);
create policy "the door activates people" on users for update to umai_door using (true) with check (true);
create policy "jobs read people" on users for select to umai_jobs using (true);
grant select, insert, update on users to umai_desk;
grant select, update (lang, activated_at) on users to umai_door;
grant select on users to umai_jobs;

create policy "administrators add identifiers of their people" on staff_identifiers for insert to umai_desk
  with check (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant insert on staff_identifiers to umai_desk;

create policy "staff read grants of people they see" on grants for select to umai_desk
  using (exists (select from users u where u.id = user_id));
create policy "administrators grant roles in their agency to others" on grants for insert to umai_desk
  with check (unit_id = any (array(select sec.unit_ids_of_agencies('manage-grants'))) and user_id <> (select sec.uid()));
create policy "administrators end grants in their agency" on grants for update to umai_desk
  using (unit_id = any (array(select sec.unit_ids_of_agencies('manage-grants'))))
  with check (unit_id = any (array(select sec.unit_ids_of_agencies('manage-grants'))));
create policy "door and jobs read grants" on grants for select to umai_door, umai_jobs using (true);
grant select, insert, update (valid_to, ended_at, ended_by, end_reason) on grants to umai_desk;
grant select on grants to umai_door, umai_jobs;
