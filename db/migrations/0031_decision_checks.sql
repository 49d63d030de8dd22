-- A changed law pack answers a stored question differently or not: what was compared, and what would change.

create table decision_checks (
  id uuid primary key,
  case_id uuid not null references cases,
  decision_id uuid not null references decisions,
  law_version text not null,
  changes jsonb not null,
  missing text[] not null,
  is_touched boolean not null,
  checked_at timestamptz(3) not null
);
comment on table decision_checks is 'Stored answers of the law beside what the pack in use answers on the same facts';
comment on column decision_checks.law_version is 'Of the pack that was asked anew';
comment on column decision_checks.missing is 'Facts that decide now and did not before';
create index decision_checks_case on decision_checks (case_id);
create index decision_checks_decision on decision_checks (decision_id, law_version);
create index decision_checks_touched on decision_checks (law_version, checked_at) where is_touched;

select sec.guard_by_case('decision_checks', verbs => '{}', jobs => '{select,insert}');

create policy "jobs read decisions" on decisions for select to umai_jobs using (true);
grant select on decisions to umai_jobs;

-- Asked in an if of its own: within one condition the right to call led_cases is asked of everybody, whom the question
-- does not concern, and neither jobs nor the loader could change a case.
set local role umai_gate;
create or replace function sec.check_case_lead() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if current_user = 'umai_desk'
    and (new.owner_unit_id, new.owner_id, new.state, new.place_kato) is distinct from (old.owner_unit_id, old.owner_id, old.state, old.place_kato) then
    if not (old.id = any (sec.led_cases())) then
      raise exception 'the case is led by others' using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
set local role umai_migrator;

-- The second person who agrees to a lower level is most often the head, who sees the case and does not assess.
alter table permissions no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('confirm-lowering');
insert into role_permissions (role, permission) values
  ('inspector', 'confirm-lowering'), ('unit-head', 'confirm-lowering'), ('centre-worker', 'confirm-lowering'), ('social-worker', 'confirm-lowering');
alter table permissions force row level security;
alter table role_permissions force row level security;

drop policy "staff change assessments of cases they work" on assessments;
do $$
begin
  execute format('create policy "a second person confirms a lower level" on assessments for update to umai_desk using (%1$s and (select sec.may(''confirm-lowering''))) with check (%1$s and (select sec.may(''confirm-lowering'')) and confirmed_by = (select sec.uid()) and assessed_by <> (select sec.uid()))',
    sec.in_seen_case('case_id'));
end
$$;
revoke update on assessments from umai_desk;
grant update (level, confirmed_by, is_waiting, reassess_by) on assessments to umai_desk;
