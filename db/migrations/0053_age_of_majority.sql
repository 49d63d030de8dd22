-- From which age on the law of a day no longer calls somebody a minor. The age comes from the law pack (term minorVictim), which a
-- test compares with this table; a change of the law is a new row of a new migration. What the guardian who is complained of was
-- kept from is lifted the day the child comes of age, in the child's own case too: from then on it consents itself.

create table majorities (
  valid_from date primary key,
  years integer not null check (years between 1 and 99)
);
comment on table majorities is 'Age from which on somebody is no minor, by the day since which the law says so; the same as in the law pack';
insert into majorities (valid_from, years) values ('2009-12-23', 18);

select sec.guard('majorities');
create policy "the gate reads majorities" on majorities for select to umai_gate using (true);
grant select on majorities to umai_gate;

set local role umai_gate;

create function sec.of_age_since(today date) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select (today - make_interval(years => m.years))::date from public.majorities m
  where m.valid_from <= today order by m.valid_from desc limit 1
$$;
comment on function sec.of_age_since is 'Whoever was born on that day or earlier is of age today';

create or replace function sec.is_of_conflicted_guardian(wanted_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with own (of_age_since) as (select sec.of_age_since(current_date)),
  affected as (
    select c.person_id, coalesce(p.birth_date <= own.of_age_since, false) as is_of_age, p.birth_date > own.of_age_since as is_minor
    from public.case_people c join public.people p on p.id = c.person_id, own
    where c.case_id = wanted_case and c.role = 'affected'
  )
  select (
    -- Of a child's own case: until everybody affected in it is known to be of age.
    exists (select from public.case_links l where l.case_id = wanted_case and l.kind = 'family-case' and l.has_guardian_conflict)
    and not coalesce((select bool_and(a.is_of_age) from affected a), false)
  ) or (
    exists (
      select from affected c
      join public.case_people a on a.case_id = wanted_case and a.role = 'alleged'
      join public.person_relations r on (r.person_id = c.person_id and r.relative_id = a.person_id and r.relation in ('parent', 'guardian'))
        or (r.person_id = a.person_id and r.relative_id = c.person_id and r.relation in ('child', 'ward'))
      where c.is_minor
    ) and not exists (select from affected c where c.is_of_age)
  )
$$;

grant execute on function sec.of_age_since to umai_desk;
set local role umai_migrator;
