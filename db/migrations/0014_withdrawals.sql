-- The wish of a person to withdraw. It never closes a case: it opens a review by another unit, and while the
-- review runs the database itself refuses to close the case.

create table withdrawals (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null references people,
  wants text not null check (wants in ('withdraw', 'reconcile')),
  state text not null default 'in-review' check (state in ('in-review', 'set-aside', 'taken-into-account')),
  received_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  recorded_by uuid not null references users,
  recorded_unit_id uuid not null references units,
  sealed text not null,
  signals jsonb not null,
  law jsonb not null,
  is_barred boolean not null,
  review_unit_id uuid not null references units,
  review_assignment_id uuid not null,
  review_by timestamptz(3) not null,
  called_at timestamptz(3),
  called_by uuid references users,
  call_way text check (call_way in ('phone', 'in-person')),
  spoke_alone boolean,
  call_sealed text,
  decided_at timestamptz(3),
  decided_by uuid references users,
  decision_sealed text,
  check (review_unit_id <> recorded_unit_id),
  check (decided_by <> recorded_by),
  check ((state = 'in-review') = (decided_at is null)),
  check (num_nulls(called_at, called_by, call_way, spoke_alone, call_sealed) in (0, 5))
);
comment on table withdrawals is 'Wishes to withdraw and their review by a second unit; none of them closes a case';
comment on column withdrawals.sealed is 'What the person said, and the number it came from';
comment on column withdrawals.law is 'What the law said of reconciliation when the wish was recorded';
create index withdrawals_case on withdrawals (case_id, received_at desc);
create index withdrawals_person on withdrawals (person_id);
create index withdrawals_review_unit on withdrawals (review_unit_id, state, review_by);
create index withdrawals_recorded_unit on withdrawals (recorded_unit_id);
create index withdrawals_recorded_by on withdrawals (recorded_by, received_at);

select sec.guard_by_case('withdrawals', field_class => 'narrative');

create policy "the gate reads withdrawals" on withdrawals for select to umai_gate using (true);
grant select on withdrawals to umai_gate;

set local role umai_gate;

create function sec.open_review(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  insert into public.case_assignments (id, case_id, unit_id, relation, assigned_by)
  select w.review_assignment_id, w.case_id, w.review_unit_id, 'conference', w.recorded_by
  from public.withdrawals w
  where w.id = wanted and w.state = 'in-review' and w.recorded_by = sec.uid()
    and w.recorded_unit_id in (select sec.unit_ids('work-cases'))
    and w.case_id in (select sec.case_ids()) and w.case_id not in (select sec.walled_case_ids())
    and not exists (select from public.case_assignments a where a.id = w.review_assignment_id)
$$;
comment on function sec.open_review is 'Shows the case to the unit that reviews a withdrawal, for the one who recorded it';

create function sec.end_review(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update public.case_assignments a set ended_at = now()
  from public.withdrawals w
  where w.id = wanted and a.id = w.review_assignment_id and a.ended_at is null
    and w.state <> 'in-review' and w.decided_by = sec.uid()
$$;
comment on function sec.end_review is 'Ends what a review opened, for the one who decided it';

create function sec.check_no_review() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if new.state = 'closed' and exists (select from public.withdrawals w where w.case_id = new.id and w.state = 'in-review') then
    raise exception 'a withdrawal is in review' using errcode = '23514';
  end if;
  return new;
end
$$;
comment on function sec.check_no_review is 'Keeps a case open while a withdrawal is reviewed';

grant execute on function sec.open_review, sec.end_review to umai_desk;
grant execute on function sec.check_no_review to umai_migrator;

set local role umai_migrator;

create trigger check_no_review before update of state on cases for each row execute function sec.check_no_review();
