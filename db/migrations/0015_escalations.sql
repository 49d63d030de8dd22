-- Who has to act on a duty, inside or outside our agencies, whom it calls as its time nears and passes, and the
-- views of the queue that people keep.

alter table duties add column desk text not null default 'worker' check (desk in ('worker', 'head', 'overseer', 'outside', 'standing'));
alter table duties add column calls jsonb not null default '[]';
alter table duties add column next_call_at timestamptz(3);
comment on column duties.desk is 'Whose desk it lies on: a worker, the head or the overseer; outside: nobody of ours bears it and the unit follows it up; standing: it binds always and is never ticked off';
comment on column duties.calls is 'Whom it calls and when, as the law pack said when it arose: step, to, at';
comment on column duties.next_call_at is 'The first of these calls that was not made yet';
create index duties_next_call on duties (next_call_at) where state = 'open' and next_call_at is not null;
drop index duties_clock;

create table escalations (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases,
  duty_id uuid not null references duties,
  step text not null,
  receiver text not null check (receiver in ('bearer', 'supervisor', 'overseer')),
  unit_id uuid references units,
  due_at timestamptz(3) not null,
  called_at timestamptz(3) not null,
  seen_at timestamptz(3),
  seen_by uuid references users,
  unique (duty_id, step),
  check ((seen_at is null) = (seen_by is null))
);
comment on table escalations is 'Whom a duty called because its time neared or passed, and who took note';
comment on column escalations.unit_id is 'Null where no office oversees the place; the head of the unit sees it then';
comment on column escalations.due_at is 'When the call was due; the job that makes it runs every minute';
create index escalations_case on escalations (case_id);
create index escalations_unit on escalations (unit_id, receiver, called_at) where seen_at is null;
create index escalations_seen_by on escalations (seen_by);

select sec.guard_by_case('escalations', verbs => '{}', jobs => '{select,insert}');
create policy "those who are called take note" on escalations for update to umai_desk
  using (case_id = any ((select sec.seen_cases())::uuid[]) and unit_id = any (array(select sec.unit_ids('read-cases'))))
  with check (seen_by = (select sec.uid()));
grant update (seen_at, seen_by) on escalations to umai_desk;

create table saved_views (
  id uuid primary key,
  user_id uuid not null references users,
  name text not null check (length(name) between 1 and 60),
  filter jsonb not null,
  created_at timestamptz(3) not null
);
comment on table saved_views is 'Filters of the queue that a person keeps under a name';
create index saved_views_user on saved_views (user_id, created_at);

select sec.guard('saved_views');
create policy "people keep their own views" on saved_views to umai_desk
  using (user_id = (select sec.uid())) with check (user_id = (select sec.uid()));
grant select, insert, delete on saved_views to umai_desk;
