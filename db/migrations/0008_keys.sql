-- Keys, all of them wrapped: a subject's key by its agency's, an agency's by the root key, which is not here.
-- Destroying the row of a subject makes everything sealed with it unreadable, in old backups of the data too.

create table agency_keys (
  id text primary key,
  agency_id uuid not null references agencies,
  wrapped_key text not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3)
);
comment on table agency_keys is 'Keys of agencies, wrapped by the root key';
create unique index agency_keys_one_current on agency_keys (agency_id) where retired_at is null;

create table subject_keys (
  subject_id uuid primary key,
  agency_key_id text not null references agency_keys,
  wrapped_key text,
  created_at timestamptz(3) not null,
  hold_reason text,
  shredded_at timestamptz(3),
  check ((wrapped_key is null) = (shredded_at is not null))
);
comment on table subject_keys is 'Keys of those whom data are about, wrapped by the key of an agency; without one the data are gone';
create index on subject_keys (agency_key_id);

select sec.guard('agency_keys'), sec.guard('subject_keys');
-- A wrapped key is of no use without the root key, but the list of them would say how many subjects there are:
-- keys are asked for one by one through functions.
create policy "the gate keeps agency keys" on agency_keys to umai_gate using (true) with check (true);
create policy "the gate keeps subject keys" on subject_keys to umai_gate using (true) with check (true);
grant select, insert, update on agency_keys, subject_keys to umai_gate;
create policy "jobs wrap agency keys anew" on agency_keys to umai_jobs using (true) with check (true);
create policy "jobs wrap subject keys anew" on subject_keys to umai_jobs using (true) with check (true);
grant select, insert, update on agency_keys, subject_keys to umai_jobs;

set local role umai_gate;

create function sec.agency_key(wanted uuid, out id text, out wrapped_key text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select k.id, k.wrapped_key from public.agency_keys k
  where k.agency_id = wanted and k.retired_at is null
$$;

create function sec.keep_agency_key(new_id text, new_agency_id uuid, new_wrapped_key text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into public.agency_keys (id, agency_id, wrapped_key, created_at) values (new_id, new_agency_id, new_wrapped_key, now())
  on conflict do nothing
$$;

create function sec.subject_key(wanted uuid, out agency_key_id text, out wrapped_agency_key text, out wrapped_key text, out is_shredded boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select a.id, a.wrapped_key, s.wrapped_key, s.shredded_at is not null
  from public.subject_keys s join public.agency_keys a on a.id = s.agency_key_id
  where s.subject_id = wanted
$$;

create function sec.keep_subject_key(new_subject_id uuid, new_agency_key_id text, new_wrapped_key text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into public.subject_keys (subject_id, agency_key_id, wrapped_key, created_at)
  values (new_subject_id, new_agency_key_id, new_wrapped_key, now())
  on conflict do nothing
$$;

create function sec.shred_subject(wanted uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  held text;
begin
  select s.hold_reason into held from public.subject_keys s where s.subject_id = wanted for update;
  if not found then return 'unknown'; end if;
  if held is not null then return 'on-hold'; end if;
  update public.subject_keys s set wrapped_key = null, shredded_at = now() where s.subject_id = wanted and s.shredded_at is null;
  return 'shredded';
end
$$;
comment on function sec.shred_subject is 'Destroys the key of a subject, and with it everything sealed by it; says unknown, on-hold or shredded';

grant execute on function sec.agency_key, sec.keep_agency_key, sec.subject_key, sec.keep_subject_key to umai_desk, umai_door, umai_public, umai_jobs;
grant execute on function sec.shred_subject to umai_jobs;

set local role umai_migrator;
