-- Somebody has to let agencies in. The registrar of the ministry founds one together with its first unit and its
-- administrator, and from then on cannot touch its people: an administrator manages his own agency only.

alter table permissions no force row level security;
alter table roles no force row level security;
alter table role_permissions no force row level security;
insert into roles (name, agency_kinds) values ('registrar', '{ministry}');
insert into role_permissions (role, permission) values ('registrar', 'read-directory'), ('registrar', 'manage-agencies');
alter table permissions force row level security;
alter table roles force row level security;
alter table role_permissions force row level security;

create policy "the gate founds agencies" on agencies for insert to umai_gate with check (true);
create policy "the gate opens the first unit of an agency" on units for insert to umai_gate with check (true);
create policy "the gate adds the first administrator of an agency" on users for insert to umai_gate with check (true);
create policy "the gate grants the first role of an agency" on grants for insert to umai_gate with check (true);
create policy "the gate invites the first administrator of an agency" on enrolments for insert to umai_gate with check (true);
grant insert on agencies, units, users, grants, enrolments to umai_gate;

set local role umai_gate;

create function sec.found_agency(
  agency uuid, agency_kind text, agency_names text[], kato text,
  unit uuid, unit_names text[],
  administrator uuid, admin_login text, admin_name text, admin_position text, admin_lang text,
  invitation bytea, invited_at timestamptz, good_until timestamptz
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.may('manage-agencies') or not sec.is_stepped_up() then
    return 'not-allowed';
  end if;
  if exists (select from public.users u where u.login = admin_login) then
    return 'login-taken';
  end if;
  insert into public.agencies (id, kind, name_kk, name_ru, name_en, place_kato)
  values (agency, agency_kind, agency_names[1], agency_names[2], agency_names[3], kato);
  insert into public.units (id, agency_id, name_kk, name_ru, name_en, place_kato)
  values (unit, agency, unit_names[1], unit_names[2], unit_names[3], kato);
  insert into public.users (id, agency_id, login, name, position, lang)
  values (administrator, agency, admin_login, admin_name, admin_position, admin_lang);
  insert into public.grants (id, user_id, unit_id, role, granted_by) values (gen_random_uuid(), administrator, unit, 'agency-admin', sec.uid());
  insert into public.enrolments (token_hash, user_id, created_by, created_at, expires_at)
  values (invitation, administrator, sec.uid(), invited_at, good_until);
  return 'done';
end
$$;
comment on function sec.found_agency is 'Founds an agency with its first unit and administrator, for a registrar who proved himself again; says done, login-taken or not-allowed';
grant execute on function sec.found_agency to umai_desk;

set local role umai_migrator;
