-- "Is this the same person?" is asked before somebody is written down a second time. The database finds who may be meant
-- and shows the server enough to weigh it; what members of staff answered is kept with what it rested on.

set local role umai_gate;

create function sec.may_recognise(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  walled uuid[] := sec.walled_cases();
begin
  return (sec.may('record-reports') or sec.may('work-cases'))
    and exists (select from public.people p where p.id = wanted)
    and not exists (select from public.case_people cp where cp.person_id = wanted and cp.case_id = any (walled));
end
$$;
comment on function sec.may_recognise is 'Whether somebody may be shown as a likely match to the one who asks: nobody who is in a case behind a wall';

create function sec.match_candidates(iin_blind bytea, phone_blinds bytea[], tokens text[], sounds text[], key text, sound text, born date)
returns table (person_id uuid, names jsonb, birth_date date, sex text, iin text, phone text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  walled uuid[] := sec.walled_cases();
  lead text;
  lead_count integer;
  count_here integer;
  found_ids uuid[];
begin
  if not (sec.may('record-reports') or sec.may('work-cases')) then
    return;
  end if;
  -- Whoever bears the rarest of the words leads, so that every Aigerim of the country is not looked at.
  for word in 1 .. cardinality(sounds) loop
    select count(*) into count_here from (
      select from public.person_name_tokens t where t.sound = sounds[word] limit 2000
    ) counted;
    if count_here > 0 and (lead_count is null or count_here < lead_count) then
      lead := sounds[word];
      lead_count := count_here;
    end if;
  end loop;
  found_ids := array(
    select i.person_id from public.person_identifiers i
    where i.ended_at is null and ((i.kind = 'iin' and i.blind = iin_blind) or (i.kind = 'phone' and i.blind = any (phone_blinds)))
    union
    (select n.person_id from public.person_names n
      where n.ended_at is null and (n.search_key = key or n.sound_key = sound) limit 300)
    union
    -- Two words that sound alike, in whatever order and of whichever part of the name.
    (select led.person_id
      from (select distinct t.person_id from public.person_name_tokens t where t.sound = lead limit 2000) led
      where exists (select from public.person_name_tokens t where t.person_id = led.person_id and t.sound = any (sounds) and t.sound <> lead)
      limit 200)
    union
    (select p.id from public.people p
      where p.birth_date = born and exists (select from public.person_name_tokens t where t.person_id = p.id and t.sound = any (sounds))
      limit 200)
  );
  return query
  select p.id,
    (select jsonb_agg(jsonb_build_object('script', n.script, 'family', n.family, 'given', n.given, 'patronymic', n.patronymic)
        order by n.ended_at nulls first, n.script, n.id)
      from public.person_names n where n.person_id = p.id),
    p.birth_date, p.sex,
    (select case when iin_blind is null or count(*) = 0 then 'unknown' when bool_or(i.blind = iin_blind) then 'same' else 'other' end
      from public.person_identifiers i where i.person_id = p.id and i.kind = 'iin' and i.ended_at is null),
    (select case when cardinality(phone_blinds) is null or cardinality(phone_blinds) = 0 or count(*) = 0 then 'unknown'
        when bool_or(i.blind = any (phone_blinds)) then 'same' else 'other' end
      from public.person_identifiers i where i.person_id = p.id and i.kind = 'phone' and i.ended_at is null)
  from unnest(found_ids) f (id)
  join public.people p on p.id = f.id
  where exists (select from public.person_names n where n.person_id = p.id)
    and not exists (select from public.case_people cp where cp.person_id = p.id and cp.case_id = any (walled));
end
$$;
comment on function sec.match_candidates is 'Who of all people known may be meant, for weighing: names, birth and whether numbers agree; never from which case, never across a wall';
grant execute on function sec.may_recognise, sec.match_candidates to umai_desk;

set local role umai_migrator;

create table match_answers (
  id uuid primary key,
  person_id uuid not null references people,
  about_id uuid references people,
  report_id uuid references reports,
  case_id uuid references cases,
  answer text not null check (answer in ('same', 'different', 'unsure')),
  weight real not null,
  evidence jsonb not null,
  model text not null,
  answered_by uuid not null references users,
  answered_at timestamptz(3) not null,
  check (about_id is not null or report_id is not null)
);
comment on table match_answers is 'What was answered when a likely match was shown, and what it rested on; never changed';
comment on column match_answers.person_id is 'Who was shown as known already';
comment on column match_answers.about_id is 'Who was being written down: somebody new, or the same one';
comment on column match_answers.evidence is 'Kinds of agreement with their weights, without any value';
create index match_answers_person on match_answers (person_id);
create index match_answers_about on match_answers (about_id);
create index match_answers_report on match_answers (report_id);
create index match_answers_case on match_answers (case_id);
create index match_answers_by on match_answers (answered_by);

select sec.guard('match_answers');
create policy "staff keep their own answers about people they may recognise" on match_answers for insert to umai_desk
  with check (
    answered_by = (select sec.uid()) and sec.may_recognise(person_id)
    and (about_id is null or exists (select from people p where p.id = about_id))
    and (report_id is null or exists (select from reports r where r.id = report_id))
    and (case_id is null or exists (select from cases c where c.id = case_id))
  );
create policy "staff read their answers and those about people they see" on match_answers for select to umai_desk
  using (sec.may_recognise(person_id) and (answered_by = (select sec.uid()) or sec.sees_person(person_id)));
create policy "walls stand before match answers" on match_answers as restrictive to umai_desk
  using (case_id is null or case_id <> all ((select sec.walled_cases())::uuid[]))
  with check (case_id is null or case_id <> all ((select sec.walled_cases())::uuid[]));
grant select, insert on match_answers to umai_desk;

set local role umai_gate;
drop function sec.match_people;
set local role umai_migrator;
