-- Risk as it was assessed: answers, the rules that fired, the level, and who agreed to a lower one.

create table assessments (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid references people,
  instrument text not null,
  version text not null,
  digest text not null,
  sealed text not null,
  computed text not null check (computed in ('indeterminate', 'routine', 'raised', 'high')),
  level text not null check (level in ('not-assessed', 'routine', 'raised', 'high')),
  wanted_level text check (wanted_level in ('routine', 'raised', 'high')),
  is_waiting boolean not null default false,
  confirmed_by uuid references users,
  alone text not null check (alone in ('yes', 'no', 'unknown')),
  lang text not null check (lang in ('kk', 'ru', 'en')),
  assessed_by uuid not null references users,
  assessed_at timestamptz(3) not null,
  reassess_by timestamptz(3)
);
comment on table assessments is 'Answers, rules that fired and the level, as they were; a later assessment stands beside them.';
create index assessments_case on assessments (case_id, assessed_at desc);
create index assessments_person on assessments (person_id);

select sec.guard_by_case('assessments', write_permission => 'assess-risk');
