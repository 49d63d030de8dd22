-- All people known are compared with each other at night, or when a steward asks. The job reads names, births and the blind
-- marks of numbers; it is given no number, no address and no case. What it finds are pairs, which only those stewards see who
-- look after both records.

create table linkage_runs (
  id uuid primary key,
  asked_by uuid references users,
  asked_at timestamptz(3) not null,
  started_at timestamptz(3),
  moved_at timestamptz(3),
  after_id uuid,
  people integer not null default 0 check (people >= 0),
  behind integer not null default 0 check (behind >= 0),
  weighed integer not null default 0 check (weighed >= 0),
  found integer not null default 0 check (found >= 0),
  is_new integer not null default 0 check (is_new >= 0),
  model text,
  ended_at timestamptz(3),
  fault text check (fault in ('failed')),
  check (fault is null or ended_at is not null)
);
comment on table linkage_runs is 'That all people known were compared with each other: how far, what was found, how it ended';
comment on column linkage_runs.asked_by is 'Null where the night asked';
comment on column linkage_runs.after_id is 'Whoever has this id or a smaller one is behind; a run that was cut off goes on from here';
comment on column linkage_runs.found is 'Pairs alike enough to be noted, those that were noted before included';
comment on column linkage_runs.is_new is 'Pairs nobody had noted before';
create unique index linkage_runs_one_open on linkage_runs ((true)) where ended_at is null;
create index linkage_runs_asked_at on linkage_runs (asked_at desc, id desc);
create index linkage_runs_asked_by on linkage_runs (asked_by);

select sec.guard('linkage_runs');
create policy "stewards read runs" on linkage_runs for select to umai_desk using ((select sec.may('merge-people')));
create policy "stewards ask for a run" on linkage_runs for insert to umai_desk
  with check ((select sec.may('merge-people')) and asked_by = (select sec.uid()) and started_at is null and ended_at is null);
grant select, insert on linkage_runs to umai_desk;
create policy "jobs work on runs" on linkage_runs for all to umai_jobs using (true) with check (true);
grant select, insert, update on linkage_runs to umai_jobs;

create policy "linkage reads people" on people for select to umai_jobs using (true);
create policy "linkage reads names" on person_names for select to umai_jobs using (true);
create policy "linkage reads words of names" on person_name_tokens for select to umai_jobs using (true);
create policy "linkage compares numbers" on person_identifiers for select to umai_jobs using (true);
create policy "linkage knows who is merged" on person_merges for select to umai_jobs using (true);
create policy "linkage knows pairs" on person_pairs for select to umai_jobs using (true);
create policy "linkage notes pairs" on person_pairs for insert to umai_jobs
  with check (source = 'run' and state = 'open' and decided_by is null);
create policy "linkage weighs undecided pairs anew" on person_pairs for update to umai_jobs
  using (state = 'open' and decided_by is null) with check (state = 'open' and decided_by is null);
grant select (id, birth_date, sex) on people to umai_jobs;
grant select (id, person_id, script, family, given, patronymic, sound_key, ended_at) on person_names to umai_jobs;
grant select (person_id, sound) on person_name_tokens to umai_jobs;
grant select (person_id, kind, blind, ended_at) on person_identifiers to umai_jobs;
grant select (kept_id, merged_id, ended_at) on person_merges to umai_jobs;
grant select (id, left_id, right_id, weight, likeness, evidence, model, state, decided_by, version), insert,
  update (weight, likeness, evidence, model, version) on person_pairs to umai_jobs;
