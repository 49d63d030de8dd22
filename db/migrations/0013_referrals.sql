-- Where a case was sent. A referral opens exactly the ticked classes of fields to the receiving unit, by an
-- assignment that ends with a refusal, a recall or the end of the help.

create table referrals (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null check (kind in ('hand-over', 'referral', 'notice')),
  state text not null default 'sent' check (state in ('sent', 'accepted', 'refused', 'recalled', 'ended')),
  from_unit_id uuid not null references units,
  to_unit_id uuid not null references units,
  assignment_id uuid not null references case_assignments,
  field_classes text[] not null,
  basis text not null check (basis in ('consent', 'law')),
  article text,
  note_sealed text,
  sent_by uuid not null references users,
  sent_at timestamptz(3) not null,
  answer_by timestamptz(3) not null,
  answered_at timestamptz(3),
  answered_by uuid references users,
  refusal text,
  answer_note_sealed text,
  check (basis <> 'law' or article is not null),
  check ((state = 'refused') = (refusal is not null))
);
comment on table referrals is 'Where a case was sent and what was answered; one without an answer stays open.';
create index referrals_case on referrals (case_id, sent_at desc);
create index referrals_from_unit on referrals (from_unit_id);
create index referrals_to_unit on referrals (to_unit_id, state, answer_by);
create index referrals_assignment on referrals (assignment_id);

select sec.guard_by_case('referrals', jobs => '{select}');

create policy "the gate reads referrals" on referrals for select to umai_gate using (true);
create policy "the gate hands cases over" on cases for update to umai_gate using (true) with check (true);
grant select on referrals to umai_gate;
grant update (owner_unit_id, owner_id) on cases to umai_gate;

set local role umai_gate;

create function sec.end_referral(wanted uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update public.case_assignments a set ended_at = now()
  from public.referrals r
  where r.id = wanted and a.id = r.assignment_id and a.ended_at is null and r.state in ('refused', 'recalled', 'ended')
    and (r.to_unit_id in (select sec.unit_ids('work-cases')) or r.from_unit_id in (select sec.unit_ids('work-cases')))
$$;
comment on function sec.end_referral is 'Ends what a referral opened, for the unit that sent it and the unit that refused it';

create function sec.take_over(wanted uuid, to_user uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$
  update public.cases c set owner_unit_id = r.to_unit_id, owner_id = to_user
  from public.referrals r
  where r.id = wanted and c.id = r.case_id and r.kind = 'hand-over' and r.state = 'accepted'
    and r.to_unit_id in (select sec.unit_ids('work-cases'))
$$;
comment on function sec.take_over is 'Makes the unit that accepted a hand-over the owner of the case';

grant execute on function sec.end_referral, sec.take_over to umai_desk;
