-- A guardian who is complained of, or lives with the one who is, neither speaks for the child nor is spoken to instead
-- of it, until the guardianship body has decided. Asked in one place, and held by the tables themselves: whoever asks
-- need not see the alleged person to be told no.

create policy "the gate reads relations" on person_relations for select to umai_gate using (true);
create policy "the gate reads links of cases" on case_links for select to umai_gate using (true);
grant select on person_relations, case_links to umai_gate;

set local role umai_gate;

-- Whoever is affected keeps her own rights, though she lives with him or he has complained of her in turn.
create function sec.stands_by_alleged(wanted_case uuid, wanted uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with own (ids) as (select sec.merged_group(wanted))
  select not exists (
    select from public.case_people cp, own
    where cp.case_id = wanted_case and cp.person_id = any (own.ids) and cp.role in ('affected', 'child')
  ) and exists (
    select from public.case_people a, own
    where a.case_id = wanted_case and a.role = 'alleged' and (
      a.person_id = any (own.ids)
      or exists (
        select from public.person_relations r
        where r.lives_together = 'yes' and (
          (r.person_id = any (own.ids) and r.relative_id = a.person_id) or (r.relative_id = any (own.ids) and r.person_id = a.person_id)
        )
      )
    )
  )
$$;
comment on function sec.stands_by_alleged is 'Whether somebody is complained of in a case, or lives with the one who is and is not affected himself';

create function sec.has_guardian_conflict(wanted_case uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from public.case_links l where l.case_id = wanted_case and l.kind = 'family-case' and l.has_guardian_conflict
  ) or (
    exists (
      select from public.case_people c
      join public.people p on p.id = c.person_id and p.birth_date > current_date - interval '18 years'
      join public.case_people a on a.case_id = c.case_id and a.role = 'alleged'
      join public.person_relations r on (r.person_id = c.person_id and r.relative_id = a.person_id and r.relation in ('parent', 'guardian'))
        or (r.person_id = a.person_id and r.relative_id = c.person_id and r.relation in ('child', 'ward'))
      where c.case_id = wanted_case and c.role = 'affected'
    ) and not exists (
      select from public.case_people c
      join public.people p on p.id = c.person_id and p.birth_date <= current_date - interval '18 years'
      where c.case_id = wanted_case and c.role = 'affected'
    )
  )
$$;
comment on function sec.has_guardian_conflict is 'Whether a case is of a child whose guardian is complained of, so that nobody can consent for it';

create function sec.is_number_of_alleged(wanted uuid, number_blind bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from public.case_people mine
    join public.case_people theirs on theirs.case_id = mine.case_id and theirs.person_id <> mine.person_id
    join public.person_identifiers i on i.person_id = theirs.person_id and i.kind = 'phone' and i.ended_at is null and i.blind = number_blind
    where mine.person_id = any (sec.merged_group(wanted)) and sec.sees_person(wanted)
      and sec.stands_by_alleged(mine.case_id, theirs.person_id)
  )
$$;
comment on function sec.is_number_of_alleged is 'Whether a number is of somebody complained of in a case of that person, or of one who lives with him';

create function sec.keep_from_alleged() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_table_name = 'referrals' then
    if new.basis = 'consent' and sec.has_guardian_conflict(new.case_id) then
      raise exception 'a guardian who is complained of consents to nothing' using errcode = '23514', constraint = 'guardian_conflict';
    end if;
  elsif sec.stands_by_alleged(new.case_id, case tg_table_name when 'orders' then (to_jsonb(new) ->> 'protected_id')::uuid else (to_jsonb(new) ->> 'person_id')::uuid end) then
    raise exception 'whoever stands by the alleged does not stand for the affected' using errcode = '23514', constraint = 'guardian_conflict';
  end if;
  return new;
end
$$;
comment on function sec.keep_from_alleged is 'Keeps whoever is complained of, or lives with him, from standing for those affected';

grant execute on function sec.stands_by_alleged to umai_desk;
grant execute on function sec.has_guardian_conflict, sec.is_number_of_alleged to umai_desk;
grant execute on function sec.keep_from_alleged to umai_migrator;

set local role umai_migrator;

create trigger keep_from_alleged before insert or update of person_id on rights_explanations
  for each row execute function sec.keep_from_alleged();
create trigger keep_from_alleged before insert or update of person_id on withdrawals
  for each row execute function sec.keep_from_alleged();
create trigger keep_from_alleged before insert or update of protected_id on orders
  for each row execute function sec.keep_from_alleged();
create trigger keep_from_alleged before insert or update of basis on referrals
  for each row execute function sec.keep_from_alleged();
