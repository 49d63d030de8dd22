-- A notice that the law demands between agencies is made by the software the moment its duty arises. It belongs to that
-- duty; whoever receives it takes note of it, and that may be an office that oversees and works no case.

alter table referrals add column duty_id uuid references duties;
comment on column referrals.duty_id is 'The duty that this notice fulfils, once it was taken note of';
create index referrals_duty on referrals (duty_id) where duty_id is not null;

create policy "whoever is given notice takes note of it" on referrals for update to umai_desk
  using (kind = 'notice' and state = 'sent' and case_id = any ((select sec.seen_cases())::uuid[])
    and to_unit_id = any (array(select sec.unit_ids('read-cases'))))
  with check (kind = 'notice' and state = 'accepted' and answered_by = (select sec.uid()));

create policy "the gate ends what a notice fulfilled" on duties for update to umai_gate using (true) with check (true);
create policy "the gate finds duties" on duties for select to umai_gate using (true);
grant select on duties to umai_gate;
grant update (state, ended_at, ended_by, ended_event_id) on duties to umai_gate;

set local role umai_gate;

create function sec.end_noticed_duty(wanted uuid, by_event uuid, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update public.duties d set state = 'done', ended_at = at, ended_by = sec.uid(), ended_event_id = by_event
  from public.referrals r
  where r.id = wanted and r.kind = 'notice' and r.state = 'accepted' and r.answered_by = sec.uid()
    and r.to_unit_id in (select sec.unit_ids('read-cases'))
    and d.state = 'open' and d.case_id = r.case_id
    and (d.id = r.duty_id or (d.rule in ('method/answer-referral', 'method/watch-referral') and d.about_id = r.id))
$$;
comment on function sec.end_noticed_duty is 'Ends the duty to tell, and clocks of ours on the answer, once the office that was told took note';

create function sec.units_of_place(wanted uuid, wanted_kind text) returns table (unit_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with recursive around as (
    select p.kato, p.parent_kato, 0 as distance from public.cases c join public.places p on p.kato = c.place_kato where c.id = wanted
    union all
    select p.kato, p.parent_kato, r.distance + 1 from public.places p join around r on p.kato = r.parent_kato
  ), found as (
    select u.id, r.distance from around r join public.units u on u.place_kato = r.kato and u.closed_at is null
    join public.agencies a on a.id = u.agency_id and a.kind = wanted_kind
    where sec.sees_case(wanted)
  )
  select id from found where distance = (select min(distance) from found) order by id
$$;
comment on function sec.units_of_place is 'Units of a kind that are nearest to the place of a case one sees';
grant execute on function sec.end_noticed_duty, sec.units_of_place to umai_desk;

set local role umai_migrator;
