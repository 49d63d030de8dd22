-- A register that an office sends, as a file: a steward brings it, its rows are checked, a second steward lets it be compared with
-- the people whom their unit looks after, and what is alike is put before a person. The file is sealed with a key of its own, which
-- is destroyed with all its rows on a day that is set from the beginning.

create table register_files (
  id uuid primary key,
  unit_id uuid not null references units,
  uploaded_by uuid not null references users,
  uploaded_at timestamptz(3) not null,
  about_sealed text,
  format text not null check (format in ('csv', 'parquet')),
  bytes integer not null check (bytes between 1 and 52428800),
  parts integer not null check (parts between 1 and 50),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null default 'arriving'
    check (state in ('arriving', 'arrived', 'checking', 'checked', 'comparing', 'compared', 'broken', 'forgotten')),
  problem text check (problem in ('no-header', 'not-csv', 'not-parquet', 'too-many-rows', 'too-many-columns', 'unpacks-too-large', 'failed')),
  encoding text check (encoding in ('utf-8', 'windows-1251', 'utf-16le', 'utf-16be')),
  columns jsonb,
  rows integer not null default 0 check (rows >= 0),
  good integer not null default 0 check (good >= 0),
  fault_count integer not null default 0 check (fault_count >= 0),
  share real not null default 0 check (share between 0 and 1),
  behind integer not null default 0 check (behind >= 0),
  begun_at timestamptz(3),
  moved_at timestamptz(3),
  attempts smallint not null default 0 check (attempts >= 0),
  released_by uuid references users,
  released_at timestamptz(3),
  forget_on date not null,
  forgotten_at timestamptz(3),
  forgotten_by uuid references users,
  check ((state = 'broken') = (problem is not null) or state = 'forgotten'),
  check ((state = 'forgotten') = (forgotten_at is not null)),
  check (about_sealed is null or state <> 'forgotten'),
  check (released_by <> uploaded_by),
  check (state not in ('comparing', 'compared') or released_by is not null)
);
comment on table register_files is 'Registers that offices sent as files, sealed and kept for a set time; counts alone stay';
comment on column register_files.columns is 'Which column, counted from zero, holds what; no name of a column, for a file without a header begins with a person';
comment on column register_files.behind is 'Rows that were compared; a comparison that was cut off goes on after them';
comment on column register_files.attempts is 'How often a job took the file up since it last came further';
comment on column register_files.released_by is 'The second person, who let the register be compared with people known';
comment on column register_files.forgotten_by is 'Null where the day had come';
create index register_files_unit on register_files (unit_id, uploaded_at desc);
create index register_files_uploaded_by on register_files (uploaded_by);
create index register_files_released_by on register_files (released_by);
create index register_files_forgotten_by on register_files (forgotten_by);
create index register_files_open on register_files (forget_on) where forgotten_at is null;

create table register_parts (
  file_id uuid not null references register_files,
  number integer not null check (number between 1 and 50),
  sealed text not null,
  primary key (file_id, number)
);
comment on table register_parts is 'Bytes of a register in pieces, sealed with the key of the register';

create table register_faults (
  file_id uuid not null references register_files,
  place integer not null,
  line integer,
  code text not null,
  sealed text not null,
  primary key (file_id, place)
);
comment on table register_faults is 'What is wrong with rows of a register, with the value, sealed';

create table register_matches (
  id uuid primary key,
  file_id uuid not null references register_files,
  person_id uuid not null references people,
  row integer not null,
  line integer not null,
  weight real not null,
  likeness smallint not null check (likeness between 1 and 5),
  evidence jsonb not null,
  model text not null,
  row_sealed text not null,
  answer text check (answer in ('same', 'different', 'unsure')),
  answered_by uuid references users,
  answered_at timestamptz(3),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
comment on table register_matches is 'That a row of a register may be of somebody known, why, and what a steward said; goes with the register';
create unique index register_matches_once on register_matches (file_id, row, person_id);
create index register_matches_order on register_matches (file_id, weight desc, id);
create index register_matches_person on register_matches (person_id);
create index register_matches_answered_by on register_matches (answered_by);

select sec.guard('register_files'), sec.guard('register_parts'), sec.guard('register_faults'), sec.guard('register_matches');
create policy "the gate forgets registers" on register_files for all to umai_gate using (true) with check (true);
create policy "the gate deletes bytes of registers" on register_parts for all to umai_gate using (true);
create policy "the gate deletes faults of registers" on register_faults for all to umai_gate using (true);
create policy "the gate deletes matches of registers" on register_matches for all to umai_gate using (true);
grant select, update (state, problem, about_sealed, forgotten_at, forgotten_by) on register_files to umai_gate;
grant select, delete on register_parts, register_faults, register_matches to umai_gate;

set local role umai_gate;

create function sec.stewarded_units() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select u.id from public.units u where u.path && array(select sec.unit_ids('merge-people'))
$$;
comment on function sec.stewarded_units is 'Units whose records and registers the one who asks looks after: his own and those below it';

create function sec.is_led_in(person uuid, unit uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from public.case_people cp
    join public.cases c on c.id = cp.case_id
    join public.units u on u.id = c.owner_unit_id
    where cp.person_id = person and unit = any (u.path)
  )
$$;
comment on function sec.is_led_in is 'Whether a case of somebody is led in a unit or below it: a register of the unit is compared with nobody else';

create function sec.forget_register(wanted uuid, by_user uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- The one who asks himself, or the job, which has nobody.
  if by_user is distinct from sec.uid() then return false; end if;
  update public.register_files f
  set state = 'forgotten', problem = null, about_sealed = null, forgotten_at = at, forgotten_by = by_user
  where f.id = wanted and f.forgotten_at is null
    and (by_user is null or f.unit_id in (select sec.stewarded_units()));
  if not found then return false; end if;
  delete from public.register_parts where file_id = wanted;
  delete from public.register_faults where file_id = wanted;
  delete from public.register_matches where file_id = wanted;
  update public.subject_keys s set wrapped_key = null, shredded_at = at where s.subject_id = wanted and s.shredded_at is null;
  return true;
end
$$;
comment on function sec.forget_register is 'Deletes the bytes, faults and matches of a register, those too that a wall hides, and destroys its key';

grant execute on function sec.stewarded_units to umai_desk;
grant execute on function sec.is_led_in to umai_jobs;
grant execute on function sec.forget_register to umai_desk, umai_jobs;

set local role umai_migrator;

create function sec.check_register_release() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.released_by is distinct from old.released_by and new.released_by is not null and new.released_by is distinct from sec.uid() then
    raise exception 'whoever releases a register does it himself' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger check_register_release before update of released_by on register_files
  for each row execute function sec.check_register_release();

create policy "stewards see registers of their units" on register_files for select to umai_desk
  using (unit_id in (select sec.stewarded_units()));
create policy "stewards bring registers to their unit" on register_files for insert to umai_desk
  with check (uploaded_by = (select sec.uid()) and state = 'arriving' and released_by is null
    and unit_id in (select sec.unit_ids('merge-people')));
create policy "stewards work on registers of their units" on register_files for update to umai_desk
  using (unit_id in (select sec.stewarded_units()) and forgotten_at is null)
  with check (unit_id in (select sec.stewarded_units()) and forgotten_at is null);
create policy "jobs work on registers" on register_files for all to umai_jobs using (true) with check (true);
grant select, insert, update (state, problem, encoding, columns, share, behind, rows, good, fault_count, begun_at, moved_at, attempts, released_by, released_at)
  on register_files to umai_desk;
grant select, update (state, problem, rows, good, fault_count, share, behind, begun_at, moved_at, attempts) on register_files to umai_jobs;

create policy "stewards read bytes of registers they see" on register_parts for select to umai_desk
  using (exists (select from register_files f where f.id = file_id));
create policy "whoever brings a register adds its bytes" on register_parts for insert to umai_desk
  with check (exists (select from register_files f where f.id = file_id and f.state = 'arriving' and f.uploaded_by = (select sec.uid())));
create policy "jobs read bytes of registers" on register_parts for select to umai_jobs using (true);
grant select, insert on register_parts to umai_desk;
grant select on register_parts to umai_jobs;

create policy "stewards read faults of registers they see" on register_faults for select to umai_desk
  using (exists (select from register_files f where f.id = file_id));
create policy "jobs note faults of registers" on register_faults for all to umai_jobs using (true) with check (true);
grant select on register_faults to umai_desk;
grant select, insert, delete on register_faults to umai_jobs;

create policy "stewards read matches of whom they look after" on register_matches for select to umai_desk
  using (exists (select from register_files f where f.id = file_id) and sec.stewards_person(person_id));
create policy "stewards answer matches of whom they look after" on register_matches for update to umai_desk
  using (exists (select from register_files f where f.id = file_id) and sec.stewards_person(person_id))
  with check (answered_by = (select sec.uid()));
create policy "jobs note matches of registers" on register_matches for all to umai_jobs using (true) with check (true);
grant select, update (answer, answered_by, answered_at) on register_matches to umai_desk;
grant select, insert on register_matches to umai_jobs;
