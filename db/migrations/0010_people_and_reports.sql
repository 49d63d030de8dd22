-- People, reports and the work on a case: who was heard, what was said, what happened since. Everything
-- here is seen where its case is seen; a report without a case, where the unit is that has to answer it.

alter table cases
  add column title text not null default '',
  add column search_key text not null default '',
  add column risk text not null default 'not-assessed' check (risk in ('not-assessed', 'routine', 'raised', 'high')),
  add column version integer not null default 1,
  add column close_reason text,
  add column close_note_sealed text;
comment on column cases.title is 'The affected person by name, for lists; empty until somebody is named';
grant update (title, search_key, risk, version, close_reason, close_note_sealed) on cases to umai_desk;

create table number_series (
  series text not null,
  year integer not null,
  last integer not null check (last > 0),
  primary key (series, year)
);
comment on table number_series is 'The last number given out in a series and year; the next command waits for it.';

create table people (
  id uuid primary key,
  sex text not null check (sex in ('female', 'male', 'unknown')),
  birth_date date,
  language text check (language in ('kk', 'ru', 'en')),
  has_protected_address boolean not null default false,
  version integer not null default 1,
  created_by uuid references users,
  created_at timestamptz(3) not null
);
comment on column people.created_by is 'Null for those who came from a register';
comment on table people is 'Human beings as far as they are known; names, numbers and addresses stand apart.';

create table person_names (
  id uuid primary key,
  person_id uuid not null references people,
  script text not null check (script in ('kazakh', 'russian', 'latin')),
  family text not null,
  given text,
  patronymic text,
  search_key text not null,
  sound_key text not null,
  ended_at timestamptz(3)
);
comment on column person_names.search_key is 'The whole name folded to one spelling for all scripts.';
create index person_names_person on person_names (person_id);
create index person_names_search on person_names (search_key text_pattern_ops) where ended_at is null;
create index person_names_sound on person_names (sound_key) where ended_at is null;

create table person_name_tokens (
  name_id uuid not null references person_names,
  person_id uuid not null references people,
  token text not null,
  sound text not null,
  primary key (name_id, token)
);
comment on table person_name_tokens is 'The words of a name, folded, so that one typed word finds it by its beginning or by its sound.';
create index person_name_tokens_token on person_name_tokens (token text_pattern_ops);
create index person_name_tokens_sound on person_name_tokens (sound);
create index person_name_tokens_person on person_name_tokens (person_id);

create table person_identifiers (
  id uuid primary key,
  person_id uuid not null references people,
  kind text not null check (kind in ('iin', 'phone')),
  sealed text not null,
  blind bytea not null,
  ended_at timestamptz(3)
);
create index person_identifiers_person on person_identifiers (person_id);
create index person_identifiers_blind on person_identifiers (kind, blind) where ended_at is null;

create table protected_addresses (
  id uuid primary key,
  person_id uuid not null references people,
  sealed text not null,
  set_by uuid not null references users,
  set_at timestamptz(3) not null
);
create index protected_addresses_person on protected_addresses (person_id, set_at desc);
comment on table protected_addresses is 'The latest counts. Never joined in a list or search; opened one at a time, with a reason.';

create table safe_contacts (
  id uuid primary key,
  person_id uuid not null references people,
  sealed text not null,
  confirmed_by uuid not null references users,
  confirmed_at timestamptz(3) not null,
  good_until timestamptz(3) not null
);
create index safe_contacts_person on safe_contacts (person_id, confirmed_at desc);

create table person_relations (
  person_id uuid not null references people,
  relative_id uuid not null references people,
  relation text not null,
  lives_together text not null check (lives_together in ('yes', 'no', 'unknown')),
  since date,
  recorded_by uuid not null references users,
  recorded_at timestamptz(3) not null,
  primary key (person_id, relative_id),
  check (person_id <> relative_id)
);
create index person_relations_relative on person_relations (relative_id);

create table case_people (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null references people,
  role text not null check (role in ('affected', 'alleged', 'child', 'witness', 'reporter')),
  added_by uuid not null references users,
  added_at timestamptz(3) not null,
  unique (case_id, person_id, role)
);
create index case_people_person on case_people (person_id);

create table reports (
  id uuid primary key,
  number text not null,
  channel text not null,
  speaker text not null,
  urgency text not null check (urgency in ('emergency', 'urgent', 'routine')),
  state text not null check (state in ('recorded', 'handed-over', 'picked-up', 'in-case', 'ended')),
  place_kato text not null references places,
  version integer not null default 1,
  recorded_by uuid not null references users,
  recorded_unit_id uuid not null references units,
  recorded_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  answer_by timestamptz(3) not null,
  unit_id uuid not null references units,
  handed_over_at timestamptz(3),
  picked_up_by uuid references users,
  picked_up_at timestamptz(3),
  case_id uuid references cases,
  ended_reason text,
  ended_note_sealed text
);
create unique index reports_number on reports (number);
create index reports_unit on reports (unit_id, state, received_at desc);
create index reports_recorded_by on reports (recorded_by, received_at desc);
create index reports_case on reports (case_id);
create index reports_recorded_unit on reports (recorded_unit_id);
create index reports_place on reports (place_kato);

create table report_versions (
  report_id uuid not null references reports,
  version integer not null check (version > 0),
  sealed text not null,
  reason text,
  recorded_by uuid not null references users,
  recorded_at timestamptz(3) not null,
  primary key (report_id, version)
);
comment on table report_versions is 'What somebody said, as it was written down. Never changed; a correction stands beside it.';

create table report_mentions (
  id uuid primary key,
  report_id uuid not null references reports,
  part text not null check (part in ('speaker', 'affected', 'alleged', 'child', 'safe-contact')),
  kind text not null check (kind in ('iin', 'phone', 'name')),
  blind bytea not null
);
comment on table report_mentions is 'Numbers and names heard in a report, blinded, so that the next call is recognised.';
create index report_mentions_blind on report_mentions (kind, blind);
create index report_mentions_report on report_mentions (report_id);

create table report_drafts (
  id uuid primary key,
  user_id uuid not null references users,
  revision integer not null default 1,
  sealed text not null,
  created_at timestamptz(3) not null,
  saved_at timestamptz(3) not null
);
create index report_drafts_user on report_drafts (user_id);

create table incidents (
  id uuid primary key,
  case_id uuid not null references cases,
  report_id uuid references reports,
  happened_on date not null,
  happened_at timestamptz(3),
  place_kato text not null references places,
  sealed text not null,
  recorded_by uuid not null references users,
  recorded_at timestamptz(3) not null
);
create index incidents_report on incidents (report_id);
create index incidents_place on incidents (place_kato);
create index incidents_case on incidents (case_id, happened_on desc);

create table case_facts (
  id uuid primary key,
  case_id uuid not null references cases,
  incident_id uuid not null references incidents,
  name text not null,
  value jsonb not null,
  revision integer not null check (revision > 0),
  answered_by uuid not null references users,
  answered_at timestamptz(3) not null,
  unique (incident_id, name, revision)
);
create index case_facts_case on case_facts (case_id);

create table case_events (
  id uuid primary key,
  case_id uuid not null references cases,
  kind text not null,
  happened_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  recorded_by uuid references users,
  unit_id uuid references units,
  about_id uuid,
  class text check (class in ('contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence')),
  is_staff_only boolean not null default false,
  data jsonb not null default '{}',
  law jsonb not null default '[]',
  note_sealed text
);
comment on table case_events is 'All that happened in a case. Duties start and end by what stands here.';
comment on column case_events.law is 'The events of the law pack that this record stands for; duties follow from them.';
comment on column case_events.class is 'The class of fields the event belongs to; null is seen from every seat.';
create index case_events_case on case_events (case_id, happened_at desc, id);
create index case_events_unit on case_events (unit_id);
create index case_events_about on case_events (about_id) where about_id is not null;

select sec.guard('number_series'), sec.guard('people'), sec.guard('person_names'), sec.guard('person_name_tokens'), sec.guard('person_identifiers'),
  sec.guard('protected_addresses'), sec.guard('safe_contacts'), sec.guard('person_relations'), sec.guard('case_people'),
  sec.guard('reports'), sec.guard('report_versions'), sec.guard('report_mentions'), sec.guard('report_drafts'),
  sec.guard('case_events');
select sec.guard_by_case('incidents', field_class => 'narrative', verbs => '{insert}');
select sec.guard_by_case('case_facts', field_class => 'narrative', verbs => '{insert}');

create policy "the gate reads reports" on reports for select to umai_gate using (true);
create policy "the gate reads mentions" on report_mentions for select to umai_gate using (true);
create policy "the gate reads who is in which case" on case_people for select to umai_gate using (true);
create policy "the gate reads people" on people for select to umai_gate using (true);
create policy "the gate reads names" on person_names for select to umai_gate using (true);
create policy "the gate reads identifiers" on person_identifiers for select to umai_gate using (true);
grant select on reports, report_mentions, case_people, people, person_names, person_identifiers to umai_gate;

set local role umai_gate;

create function sec.earlier_contacts(wanted_kind text, wanted bytea[])
returns table (report_id uuid, case_id uuid, case_is_open boolean, received_at timestamptz, unit_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select distinct r.id, r.case_id, c.state = 'open', r.received_at, coalesce(c.owner_unit_id, r.unit_id)
  from public.report_mentions m
  join public.reports r on r.id = m.report_id
  left join public.cases c on c.id = r.case_id
  where m.kind = wanted_kind and m.blind = any (wanted)
    and (r.case_id is null or r.case_id not in (select sec.walled_case_ids()))
    and sec.may('record-reports')
  order by r.received_at desc
  limit 20
$$;
comment on function sec.earlier_contacts is 'That a number or name was heard before, without saying what was said; never across a wall';

create function sec.match_people(iin_blind bytea, phone_blind bytea, key text, sound text, born date)
returns table (person_id uuid, given text, family text, birth_date date, sex text, reasons text[])
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with hits as (
    select i.person_id, i.kind as reason from public.person_identifiers i
    where i.ended_at is null and ((i.kind = 'iin' and i.blind = iin_blind) or (i.kind = 'phone' and i.blind = phone_blind))
    union all
    (select n.person_id, case when n.search_key = key then 'name' else 'name-alike' end from public.person_names n
     where n.ended_at is null and (n.search_key = key or n.sound_key = sound)
     limit 400)
  ), scored as (
    select h.person_id, array_agg(distinct h.reason) as reasons from hits h group by h.person_id
  )
  select p.id, n.given, n.family, p.birth_date, p.sex,
    s.reasons || case
      when p.birth_date = born then array['birth-date']
      when extract(year from p.birth_date) = extract(year from born) then array['birth-year']
      else '{}'::text[] end
  from scored s
  join public.people p on p.id = s.person_id
  join lateral (
    select x.given, x.family from public.person_names x where x.person_id = p.id and x.ended_at is null order by x.script limit 1
  ) n on true
  where (sec.may('record-reports') or sec.may('work-cases'))
    and not exists (
      select from public.case_people cp where cp.person_id = p.id and cp.case_id in (select sec.walled_case_ids())
    )
    and ('iin' = any (s.reasons) or 'phone' = any (s.reasons) or born is null or p.birth_date is null
      or abs(p.birth_date - born) < 1200)
  order by ('iin' = any (s.reasons)) desc, ('phone' = any (s.reasons)) desc, (p.birth_date = born) desc nulls last,
    ('name' = any (s.reasons)) desc, p.id
  limit 10
$$;
comment on function sec.match_people is 'People already known who may be meant: enough to recognise them, never from which case, never across a wall';

grant execute on function sec.earlier_contacts, sec.match_people to umai_desk;

set local role umai_migrator;

create policy "commands draw numbers" on number_series to umai_desk
  using ((select sec.uid()) is not null) with check ((select sec.uid()) is not null);
grant select, insert, update (last) on number_series to umai_desk;

create policy "staff read who is in their cases" on case_people for select to umai_desk
  using (
    case_id = any (array(select c.id from cases c)) and (select sec.may('read-cases'))
    and (role <> 'child' or case_id = any (array(select sec.case_ids('child'))))
    and (role <> 'alleged' or case_id = any (array(select sec.case_ids('accused'))))
  );
create policy "staff put people into cases they work" on case_people for insert to umai_desk
  with check (case_id = any (array(select c.id from cases c)) and added_by = (select sec.uid()) and (select sec.may('work-cases')));
create policy "walls stand before people of cases" on case_people as restrictive to umai_desk
  using (case_id <> all (array(select sec.walled_case_ids()))) with check (case_id <> all (array(select sec.walled_case_ids())));
grant select, insert on case_people to umai_desk;

-- A person is seen through the cases he or she is in; somebody just created, only after that.
create policy "staff read people of their cases" on people for select to umai_desk
  using (exists (select from case_people cp where cp.person_id = people.id));
create policy "those who work cases add people" on people for insert to umai_desk
  with check (created_by = (select sec.uid()) and (select sec.may('work-cases')));
create policy "those who work a case correct its people" on people for update to umai_desk
  using ((select sec.may('work-cases')) and exists (select from case_people cp where cp.person_id = people.id))
  with check ((select sec.may('work-cases')));
grant select, insert, update (sex, birth_date, language, has_protected_address, version) on people to umai_desk;

create policy "staff read names of people they see" on person_names for select to umai_desk
  using (exists (select from people p where p.id = person_id));
create policy "those who work cases add names" on person_names for insert to umai_desk with check ((select sec.may('work-cases')));
create policy "those who work a case end names" on person_names for update to umai_desk
  using ((select sec.may('work-cases')) and exists (select from people p where p.id = person_id))
  with check ((select sec.may('work-cases')));
grant select, insert, update (ended_at) on person_names to umai_desk;

create policy "staff read words of names of people they see" on person_name_tokens for select to umai_desk
  using (exists (select from person_names n where n.id = name_id and n.ended_at is null));
create policy "those who work cases add words of names" on person_name_tokens for insert to umai_desk with check ((select sec.may('work-cases')));
grant select, insert on person_name_tokens to umai_desk;

create policy "staff who see contacts read identifiers" on person_identifiers for select to umai_desk
  using (exists (
    select from case_people cp where cp.person_id = person_identifiers.person_id and cp.case_id = any (array(select sec.case_ids('contact')))
  ));
create policy "those who work cases add identifiers" on person_identifiers for insert to umai_desk with check ((select sec.may('work-cases')));
create policy "those who work a case end identifiers" on person_identifiers for update to umai_desk
  using ((select sec.may('work-cases')) and exists (select from people p where p.id = person_id))
  with check ((select sec.may('work-cases')));
grant select, insert, update (ended_at) on person_identifiers to umai_desk;

create policy "staff who proved themselves again read protected addresses" on protected_addresses for select to umai_desk
  using ((select sec.is_stepped_up()) and exists (
    select from case_people cp where cp.person_id = protected_addresses.person_id and cp.case_id = any (array(select sec.case_ids('location')))
  ));
create policy "those who work a case keep protected addresses" on protected_addresses for insert to umai_desk
  with check ((select sec.may('work-cases')) and set_by = (select sec.uid()) and exists (select from people p where p.id = person_id));
grant select, insert on protected_addresses to umai_desk;

create policy "staff who see contacts read safe contacts" on safe_contacts for select to umai_desk
  using (exists (
    select from case_people cp where cp.person_id = safe_contacts.person_id and cp.case_id = any (array(select sec.case_ids('contact')))
  ));
create policy "those who work a case record safe contacts" on safe_contacts for insert to umai_desk
  with check ((select sec.may('work-cases')) and confirmed_by = (select sec.uid()) and exists (select from people p where p.id = person_id));
grant select, insert on safe_contacts to umai_desk;

create policy "staff read relations between people they see" on person_relations for select to umai_desk
  using (exists (select from people p where p.id = person_id) and exists (select from people p where p.id = relative_id));
create policy "those who work cases relate people they see" on person_relations for insert to umai_desk
  with check ((select sec.may('work-cases')) and recorded_by = (select sec.uid())
    and exists (select from people p where p.id = person_id) and exists (select from people p where p.id = relative_id));
create policy "those who work cases correct relations" on person_relations for update to umai_desk
  using ((select sec.may('work-cases')) and exists (select from people p where p.id = person_id) and exists (select from people p where p.id = relative_id))
  with check ((select sec.may('work-cases')) and recorded_by = (select sec.uid()));
grant select, insert, update (relation, lives_together, since, recorded_by, recorded_at) on person_relations to umai_desk;

-- A report is seen by who recorded it, by the unit that has to answer it, by heads, and where its case is seen.
create policy "staff read reports they took, must answer or work on" on reports for select to umai_desk
  using (
    recorded_by = (select sec.uid())
    or (case_id is null and unit_id = any (array(select sec.unit_ids('work-cases'))))
    or recorded_unit_id = any (array(select sec.unit_ids('assign-cases')))
    or case_id = any (array(select sec.case_ids('narrative')))
  );
create policy "those who take reports record them" on reports for insert to umai_desk
  with check (recorded_by = (select sec.uid()) and recorded_unit_id = any (array(select sec.unit_ids('record-reports'))));
create policy "staff carry on the reports they see" on reports for update to umai_desk
  using (
    recorded_by = (select sec.uid())
    or (case_id is null and unit_id = any (array(select sec.unit_ids('work-cases'))))
    or case_id = any (array(select sec.case_ids('narrative')))
  )
  with check ((select sec.uid()) is not null);
create policy "walls stand before reports" on reports as restrictive to umai_desk
  using (case_id is null or case_id <> all (array(select sec.walled_case_ids())))
  with check (case_id is null or case_id <> all (array(select sec.walled_case_ids())));
grant select, insert, update (urgency, version, state, unit_id, answer_by, handed_over_at, picked_up_by, picked_up_at, case_id, ended_reason, ended_note_sealed)
  on reports to umai_desk;
create policy "jobs read reports that wait" on reports for select to umai_jobs using (true);
grant select on reports to umai_jobs;

create policy "staff read what is said in reports they see" on report_versions for select to umai_desk
  using (exists (select from reports r where r.id = report_id));
create policy "staff write down and correct reports" on report_versions for insert to umai_desk
  with check (recorded_by = (select sec.uid()) and exists (select from reports r where r.id = report_id));
grant select, insert on report_versions to umai_desk;

create policy "staff note who is mentioned" on report_mentions for insert to umai_desk
  with check (exists (select from reports r where r.id = report_id));
grant insert on report_mentions to umai_desk;

create policy "a draft is its author's alone" on report_drafts to umai_desk
  using (user_id = (select sec.uid())) with check (user_id = (select sec.uid()));
grant select, insert, update (revision, sealed, saved_at), delete on report_drafts to umai_desk;

create policy "staff read what happened in their cases" on case_events for select to umai_desk
  using (
    (select sec.may('read-cases')) and case_id = any (array(select c.id from cases c))
    and (
      class is null
      or (class = 'contact' and case_id = any (array(select sec.case_ids('contact'))))
      or (class = 'location' and case_id = any (array(select sec.case_ids('location'))))
      or (class = 'narrative' and case_id = any (array(select sec.case_ids('narrative'))))
      or (class = 'medical' and case_id = any (array(select sec.case_ids('medical'))))
      or (class = 'child' and case_id = any (array(select sec.case_ids('child'))))
      or (class = 'accused' and case_id = any (array(select sec.case_ids('accused'))))
      or (class = 'evidence' and case_id = any (array(select sec.case_ids('evidence'))))
    )
  );
create policy "staff record what happens in their cases" on case_events for insert to umai_desk
  with check (case_id = any (array(select c.id from cases c)) and recorded_by = (select sec.uid()));
create policy "walls stand before what happened" on case_events as restrictive to umai_desk
  using (case_id <> all (array(select sec.walled_case_ids()))) with check (case_id <> all (array(select sec.walled_case_ids())));
grant select, insert on case_events to umai_desk;
create policy "jobs record what time brings" on case_events to umai_jobs using (true) with check (true);
grant select, insert on case_events to umai_jobs;
