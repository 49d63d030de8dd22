-- Conversations with people who wrote without a name. The public site finds a thread by the locator that only a
-- receipt gives; staff find it where their agency receives it. What is said lies in boxes that the database cannot open.

alter table permissions no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('answer-threads'), ('keep-escrow');
insert into role_permissions (role, permission) values
  ('operator', 'answer-threads'), ('prosecutor', 'answer-threads'), ('ombudsman', 'answer-threads'), ('unit-head', 'answer-threads'),
  ('ombudsman', 'keep-escrow'), ('prosecutor', 'keep-escrow'), ('unit-head', 'keep-escrow');
alter table permissions force row level security;
alter table role_permissions force row level security;

create table thread_routes (
  topic text not null check (topic in ('home', 'child', 'school', 'stalking', 'police', 'official', 'other')),
  agency_kind text not null,
  stance text not null check (stance in ('given', 'offered')),
  primary key (topic, agency_kind)
);
comment on table thread_routes is 'Which kinds of agency read a thread on a topic: given it at once, or offered to the one who writes';
insert into thread_routes (topic, agency_kind, stance) values
  ('home', 'contact-centre', 'given'), ('home', 'police', 'offered'), ('home', 'prosecutor', 'offered'), ('home', 'social-protection', 'offered'),
  ('child', 'contact-centre', 'given'), ('child', 'police', 'offered'), ('child', 'social-protection', 'offered'), ('child', 'ombudsman', 'offered'),
  ('school', 'contact-centre', 'given'), ('school', 'police', 'offered'), ('school', 'local-authority', 'offered'), ('school', 'ombudsman', 'offered'),
  ('stalking', 'contact-centre', 'given'), ('stalking', 'police', 'offered'), ('stalking', 'prosecutor', 'offered'),
  ('police', 'prosecutor', 'given'), ('police', 'ombudsman', 'offered'),
  ('official', 'prosecutor', 'given'), ('official', 'ombudsman', 'offered'),
  ('other', 'contact-centre', 'given'), ('other', 'prosecutor', 'offered'), ('other', 'ombudsman', 'offered');

create table thread_conflicts (
  about text not null check (about in ('police', 'school', 'official', 'health', 'shelter')),
  agency_kind text not null,
  primary key (about, agency_kind)
);
comment on table thread_conflicts is 'Who must never read a thread that is about one of theirs';
insert into thread_conflicts (about, agency_kind) values
  ('police', 'police'), ('school', 'school'), ('official', 'local-authority'), ('official', 'ministry'), ('official', 'social-protection'),
  ('health', 'health'), ('shelter', 'family-support-centre'), ('shelter', 'crisis-centre');

create table recipient_keys (
  agency_id uuid primary key references agencies,
  public_key bytea not null check (length(public_key) = 32),
  wrapped_private text not null,
  made_at timestamptz(3) not null
);
comment on table recipient_keys is 'The key pair under which an agency receives; the private half is wrapped by the key of the agency';

create table escrow_keys (
  agency_id uuid primary key references agencies,
  public_key bytea not null check (length(public_key) = 32),
  salt bytea not null,
  wrapped_private text not null,
  made_by uuid references users,
  made_at timestamptz(3) not null
);
comment on table escrow_keys is 'The key pair under which an institution keeps shares; the private half is wrapped by a passphrase that nobody stores';
create index escrow_keys_made_by on escrow_keys (made_by);

create table threads (
  id uuid primary key,
  locator bytea not null check (length(locator) = 32),
  reporter_public bytea not null check (length(reporter_public) = 32),
  reporter_wrapped text,
  state text not null check (state in ('draft', 'open', 'ended')),
  draft_box text,
  topic text check (topic in ('home', 'child', 'school', 'stalking', 'police', 'official', 'other')),
  about text check (about in ('police', 'school', 'official', 'health', 'shelter')),
  writer text check (writer in ('adult', 'child')),
  lang text not null check (lang in ('kk', 'ru', 'en')),
  place_kato text references places,
  epoch integer not null default 0 check (epoch >= 0),
  has_escrow boolean not null default false,
  opened_at timestamptz(3) not null,
  moved_at timestamptz(3) not null,
  read_at timestamptz(3) not null,
  waits_for text not null default 'staff' check (waits_for in ('staff', 'reporter', 'nobody')),
  report_id uuid references reports,
  case_id uuid references cases,
  ended_reason text check (ended_reason in ('answered', 'became-report', 'joined-case', 'empty', 'by-reporter')),
  shredded_at timestamptz(3),
  check (state <> 'open' or topic is not null),
  check ((state = 'ended') = (ended_reason is not null)),
  check (shredded_at is null or (reporter_wrapped is null and draft_box is null))
);
comment on table threads is 'Conversations with those who wrote without a name. Ids are random, moments are hours: neither tells when somebody sat at a screen';
comment on column threads.locator is 'From the receipt and a pepper that is not in the database';
comment on column threads.read_at is 'The hour in which the reporter was last there; after twelve months without, the keys are destroyed';
create unique index threads_locator on threads (locator);
create index threads_place on threads (place_kato);
create index threads_report on threads (report_id);
create index threads_case on threads (case_id);
create index threads_read on threads (read_at) where shredded_at is null;

create table thread_recipients (
  thread_id uuid not null references threads,
  agency_id uuid not null references agencies,
  added_by uuid references users,
  removed_at timestamptz(3),
  removed_by uuid references users,
  primary key (thread_id, agency_id)
);
comment on table thread_recipients is 'Agencies that read a thread; one that was removed reads nothing from then on';
create index thread_recipients_agency on thread_recipients (agency_id) where removed_at is null;
create index thread_recipients_agency_all on thread_recipients (agency_id);
create index thread_recipients_added_by on thread_recipients (added_by);
create index thread_recipients_removed_by on thread_recipients (removed_by);

create table thread_keys (
  thread_id uuid not null references threads,
  epoch integer not null check (epoch > 0),
  public_key bytea not null check (length(public_key) = 32),
  primary key (thread_id, epoch)
);
comment on table thread_keys is 'The public key of each epoch; a new epoch begins when a recipient is removed';

create table thread_key_boxes (
  thread_id uuid not null,
  epoch integer not null,
  holder text not null check (holder in ('reporter', 'recipient', 'escrow')),
  agency_id uuid references agencies,
  box text not null,
  foreign key (thread_id, epoch) references thread_keys,
  check ((holder = 'reporter') = (agency_id is null))
);
comment on table thread_key_boxes is 'The private key of an epoch, closed for the reporter and each recipient; a share of it for each keeper of escrow';
create unique index thread_key_boxes_once on thread_key_boxes (thread_id, epoch, holder, agency_id) nulls not distinct;
create index thread_key_boxes_agency on thread_key_boxes (agency_id);

create table thread_messages (
  id uuid primary key,
  thread_id uuid not null references threads,
  place integer not null check (place > 0),
  epoch integer not null,
  author text not null check (author in ('reporter', 'staff')),
  agency_id uuid references agencies,
  user_id uuid references users,
  box text not null,
  sent_at timestamptz(3) not null,
  foreign key (thread_id, epoch) references thread_keys,
  check ((author = 'staff') = (agency_id is not null and user_id is not null))
);
comment on table thread_messages is 'What was written, each in a box; who of an agency wrote is shown to staff, never to the reporter';
create unique index thread_messages_place on thread_messages (thread_id, place);
create index thread_messages_epoch on thread_messages (thread_id, epoch);
create index thread_messages_agency on thread_messages (agency_id);
create index thread_messages_user on thread_messages (user_id);

create table thread_files (
  id uuid primary key,
  thread_id uuid not null references threads,
  message_id uuid not null references thread_messages,
  epoch integer not null,
  kind text not null check (kind in ('jpg', 'png', 'webp', 'pdf', 'txt', 'mp3', 'mp4', 'ogg')),
  is_original boolean not null default false,
  box text not null,
  foreign key (thread_id, epoch) references thread_keys
);
comment on table thread_files is 'Files of messages, without names and without what a camera writes into them, unless the reporter keeps the original as evidence';
create index thread_files_thread on thread_files (thread_id, epoch);
create index thread_files_message on thread_files (message_id);

create table escrow_requests (
  id uuid primary key,
  thread_id uuid not null references threads,
  agency_id uuid not null references agencies,
  asked_by uuid not null references users,
  asked_at timestamptz(3) not null,
  reason text not null check (length(reason) between 10 and 2000),
  opened_at timestamptz(3),
  refused_at timestamptz(3)
);
comment on table escrow_requests is 'An agency asks the keepers of escrow to let it read a thread that its recipients leave unread';
create index escrow_requests_thread on escrow_requests (thread_id);
create index escrow_requests_agency on escrow_requests (agency_id);
create index escrow_requests_asked_by on escrow_requests (asked_by);

create table escrow_answers (
  request_id uuid not null references escrow_requests,
  agency_id uuid not null references agencies,
  answer text not null check (answer in ('given', 'refused')),
  boxes jsonb not null default '{}',
  answered_by uuid not null references users,
  answered_at timestamptz(3) not null,
  primary key (request_id, agency_id)
);
comment on table escrow_answers is 'What a keeper answered; a given share is closed for the agency that asked, one for each epoch';
create index escrow_answers_agency on escrow_answers (agency_id);
create index escrow_answers_answered_by on escrow_answers (answered_by);

-- A thread about the police is never given to the police, whoever tries.
create function sec.keep_conflicts_apart() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if exists (
    select from public.threads t
    join public.thread_conflicts c on c.about = t.about
    join public.agencies a on a.kind = c.agency_kind
    where t.id = new.thread_id and a.id = new.agency_id
  ) then
    raise exception 'a thread is never given to those it is about' using errcode = '23514', constraint = 'thread_recipients_conflict';
  end if;
  return new;
end
$$;
create trigger keep_conflicts_apart before insert or update of agency_id on thread_recipients
  for each row execute function sec.keep_conflicts_apart();
alter function sec.keep_conflicts_apart owner to umai_gate;

select sec.guard('thread_routes'), sec.guard('thread_conflicts'), sec.guard('recipient_keys'), sec.guard('escrow_keys'), sec.guard('threads'),
  sec.guard('thread_recipients'), sec.guard('thread_keys'), sec.guard('thread_key_boxes'), sec.guard('thread_messages'), sec.guard('thread_files'),
  sec.guard('escrow_requests'), sec.guard('escrow_answers');

create policy "everybody reads who may receive" on thread_routes for select using (true);
create policy "everybody reads who must not" on thread_conflicts for select using (true);
grant select on thread_routes, thread_conflicts to umai_gate, umai_desk, umai_public, umai_jobs;

create policy "the gate reads threads" on threads for select to umai_gate using (true);
create policy "the gate reads recipients" on thread_recipients for select to umai_gate using (true);
create policy "the gate reads keys of recipients" on recipient_keys for select to umai_gate using (true);
create policy "the gate reads keys of escrow" on escrow_keys for select to umai_gate using (true);
create policy "the gate reads requests of escrow" on escrow_requests for select to umai_gate using (true);
grant select on threads, thread_recipients, recipient_keys, escrow_keys, escrow_requests to umai_gate;

set local role umai_gate;

create function sec.presented_locator() returns bytea
language sql stable set search_path = pg_catalog, pg_temp
as $$ select decode(nullif(current_setting('umai.locator', true), ''), 'hex') $$;
comment on function sec.presented_locator is 'The locator of the receipt that was typed; it finds one thread and cannot be guessed';

create function sec.own_thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select t.id from public.threads t where t.locator = sec.presented_locator() and t.shredded_at is null $$;
comment on function sec.own_thread_ids is 'The thread of the receipt that was typed';

create function sec.thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select r.thread_id from public.thread_recipients r
  join public.threads t on t.id = r.thread_id
  where r.removed_at is null and r.agency_id in (select sec.agency_ids('answer-threads'))
    and t.state <> 'draft' and (t.case_id is null or t.case_id not in (select sec.walled_case_ids()))
$$;
comment on function sec.thread_ids is 'Threads that an agency of the one who asks receives, never across a wall';

create function sec.silent_thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.id from public.threads t
  where sec.may('keep-escrow') and t.state = 'open' and t.has_escrow and t.waits_for = 'staff' and t.moved_at < now() - interval '5 days'
    and not exists (
      select from public.thread_conflicts c join public.agencies a on a.kind = c.agency_kind
      where c.about = t.about and a.id in (select sec.agency_ids('keep-escrow'))
    )
$$;
comment on function sec.silent_thread_ids is 'Threads nobody answered for five days, for those who keep escrow and are not who it is about';

create function sec.may_open_by_escrow(wanted uuid, asker uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from public.escrow_requests q
    where q.thread_id = wanted and q.agency_id = asker and q.refused_at is null and asker in (select sec.agency_ids('keep-escrow'))
  )
$$;

create function sec.thread_receivers()
returns table (agency_id uuid, kind text, name_kk text, name_ru text, name_en text, place_kato text, public_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select a.id, a.kind, a.name_kk, a.name_ru, a.name_en, a.place_kato, k.public_key
  from public.recipient_keys k join public.agencies a on a.id = k.agency_id
  where a.kind in (select r.agency_kind from public.thread_routes r)
  order by a.kind, a.id
$$;
comment on function sec.thread_receivers is 'Agencies a thread may be given to, with the key to close it for them; no shelter is among them';

create function sec.escrow_keepers() returns table (agency_id uuid, public_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select distinct on (a.kind) k.agency_id, k.public_key
  from public.escrow_keys k join public.agencies a on a.id = k.agency_id
  where a.kind in ('ombudsman', 'prosecutor', 'ngo')
  order by a.kind, k.made_at, k.agency_id
$$;
comment on function sec.escrow_keepers is 'One institution of each kind that keeps a share; all three or there is no escrow';

grant execute on function sec.presented_locator, sec.own_thread_ids, sec.thread_receivers, sec.escrow_keepers to umai_public;
grant execute on function sec.thread_ids, sec.silent_thread_ids, sec.may_open_by_escrow, sec.thread_receivers, sec.escrow_keepers to umai_desk;

set local role umai_migrator;

-- The public site: one thread, the one whose receipt was typed.
create policy "a receipt opens its thread" on threads for select to umai_public using (locator = (select sec.presented_locator()) and shredded_at is null);
create policy "somebody begins a thread" on threads for insert to umai_public
  with check (locator = (select sec.presented_locator()) and report_id is null and case_id is null);
create policy "a receipt carries on its thread" on threads for update to umai_public
  using (locator = (select sec.presented_locator()) and shredded_at is null) with check (locator = (select sec.presented_locator()));
grant select, insert, update (state, draft_box, topic, about, writer, lang, place_kato, epoch, has_escrow, opened_at, moved_at, read_at, waits_for, ended_reason, shredded_at, reporter_wrapped)
  on threads to umai_public;

create policy "the reporter chooses who reads" on thread_recipients for insert to umai_public
  with check (thread_id in (select sec.own_thread_ids()) and added_by is null and removed_at is null);
create policy "the reporter sees who reads" on thread_recipients for select to umai_public using (thread_id in (select sec.own_thread_ids()));
grant select (thread_id, agency_id, removed_at), insert on thread_recipients to umai_public;

create policy "the reporter reads keys of her thread" on thread_keys for select to umai_public using (thread_id in (select sec.own_thread_ids()));
create policy "the reporter makes the keys of her thread" on thread_keys for insert to umai_public with check (thread_id in (select sec.own_thread_ids()));
grant select, insert on thread_keys to umai_public;

create policy "the reporter finds her boxes" on thread_key_boxes for select to umai_public
  using (holder = 'reporter' and thread_id in (select sec.own_thread_ids()));
create policy "the reporter closes boxes for those who read" on thread_key_boxes for insert to umai_public
  with check (thread_id in (select sec.own_thread_ids()));
grant select, insert on thread_key_boxes to umai_public;

create policy "the reporter reads her thread" on thread_messages for select to umai_public using (thread_id in (select sec.own_thread_ids()));
create policy "the reporter writes in her thread" on thread_messages for insert to umai_public
  with check (thread_id in (select sec.own_thread_ids()) and author = 'reporter');
grant select (id, thread_id, place, epoch, author, agency_id, box, sent_at), insert on thread_messages to umai_public;

create policy "the reporter sees her files" on thread_files for select to umai_public using (thread_id in (select sec.own_thread_ids()));
create policy "the reporter adds files" on thread_files for insert to umai_public with check (thread_id in (select sec.own_thread_ids()));
grant select, insert on thread_files to umai_public;

-- Staff: threads that their agency receives. The locator and the reporter's own key are nobody's to read.
create policy "staff read threads their agency receives" on threads for select to umai_desk
  using (id in (select sec.thread_ids()) or id in (select sec.silent_thread_ids()));
create policy "staff carry on threads their agency receives" on threads for update to umai_desk
  using (id in (select sec.thread_ids())) with check ((select sec.may('answer-threads')));
create policy "walls stand before threads" on threads as restrictive to umai_desk
  using (case_id is null or case_id <> all ((select sec.walled_cases())::uuid[]))
  with check (case_id is null or case_id <> all ((select sec.walled_cases())::uuid[]));
grant select (id, reporter_public, state, topic, about, writer, lang, place_kato, epoch, has_escrow, opened_at, moved_at, waits_for, report_id, case_id, ended_reason, shredded_at),
  update (state, epoch, moved_at, waits_for, report_id, case_id, ended_reason) on threads to umai_desk;

create policy "staff see who reads with them" on thread_recipients for select to umai_desk using (thread_id in (select sec.thread_ids()));
create policy "staff let another agency read" on thread_recipients for insert to umai_desk
  with check (added_by = (select sec.uid()) and (thread_id in (select sec.thread_ids()) or sec.may_open_by_escrow(thread_id, agency_id)));
create policy "staff remove a reader" on thread_recipients for update to umai_desk
  using (thread_id in (select sec.thread_ids()))
  with check (removed_by = (select sec.uid()));
grant select, insert, update (removed_at, removed_by) on thread_recipients to umai_desk;

create policy "staff read keys of their threads" on thread_keys for select to umai_desk
  using (thread_id in (select sec.thread_ids()) or thread_id in (select sec.silent_thread_ids()));
create policy "staff begin a new epoch" on thread_keys for insert to umai_desk with check (thread_id in (select sec.thread_ids()));
grant select, insert on thread_keys to umai_desk;

create policy "an agency finds its boxes" on thread_key_boxes for select to umai_desk
  using (
    (holder = 'recipient' and agency_id in (select sec.agency_ids('answer-threads')) and thread_id in (select sec.thread_ids()))
    or (holder = 'escrow' and agency_id in (select sec.agency_ids('keep-escrow')))
  );
create policy "staff close boxes for those who read" on thread_key_boxes for insert to umai_desk
  with check (thread_id in (select sec.thread_ids()) or (holder = 'recipient' and sec.may_open_by_escrow(thread_id, agency_id)));
grant select, insert on thread_key_boxes to umai_desk;

create policy "staff read threads they receive" on thread_messages for select to umai_desk using (thread_id in (select sec.thread_ids()));
create policy "staff answer in threads they receive" on thread_messages for insert to umai_desk
  with check (thread_id in (select sec.thread_ids()) and author = 'staff' and user_id = (select sec.uid()) and agency_id in (select sec.agency_ids('answer-threads')));
grant select, insert on thread_messages to umai_desk;

create policy "staff read files of threads they receive" on thread_files for select to umai_desk using (thread_id in (select sec.thread_ids()));
grant select on thread_files to umai_desk;

-- Keys.
create policy "the job runner makes keys of agencies" on recipient_keys for insert to umai_jobs with check (true);
create policy "the job runner sees which agency has a key" on recipient_keys for select to umai_jobs using (true);
grant select, insert on recipient_keys to umai_jobs;
create policy "an agency opens what it receives" on recipient_keys for select to umai_desk
  using (agency_id in (select sec.agency_ids('answer-threads')));
grant select on recipient_keys to umai_desk;
create policy "a keeper reads its key of escrow" on escrow_keys for select to umai_desk using (agency_id in (select sec.agency_ids('keep-escrow')));
create policy "a keeper makes its key of escrow" on escrow_keys for insert to umai_desk
  with check (agency_id in (select sec.agency_ids('keep-escrow')) and made_by = (select sec.uid()) and (select sec.is_stepped_up()));
grant select, insert on escrow_keys to umai_desk;

create policy "keepers read requests of escrow" on escrow_requests for select to umai_desk using ((select sec.may('keep-escrow')));
create policy "a keeper asks to open a silent thread" on escrow_requests for insert to umai_desk
  with check (asked_by = (select sec.uid()) and agency_id in (select sec.agency_ids('keep-escrow')) and thread_id in (select sec.silent_thread_ids()));
create policy "a keeper closes its own request" on escrow_requests for update to umai_desk
  using ((select sec.may('keep-escrow'))) with check ((select sec.may('keep-escrow')));
grant select, insert, update (opened_at, refused_at) on escrow_requests to umai_desk;

create policy "keepers read answers of escrow" on escrow_answers for select to umai_desk using ((select sec.may('keep-escrow')));
create policy "a keeper answers for itself" on escrow_answers for insert to umai_desk
  with check (answered_by = (select sec.uid()) and agency_id in (select sec.agency_ids('keep-escrow')) and (select sec.is_stepped_up()));
grant select, insert on escrow_answers to umai_desk;

-- What nobody came back to for a year is made unreadable for everybody.
create policy "jobs find forgotten threads" on threads for select to umai_jobs using (true);
create policy "jobs destroy keys of forgotten threads" on threads for update to umai_jobs using (true) with check (true);
grant select (id, state, read_at, moved_at, waits_for, ended_reason, shredded_at), update (reporter_wrapped, draft_box, shredded_at, state, ended_reason, waits_for) on threads to umai_jobs;
create policy "jobs destroy boxes of forgotten threads" on thread_key_boxes for delete to umai_jobs using (true);
create policy "jobs find boxes of forgotten threads" on thread_key_boxes for select to umai_jobs using (true);
grant select (thread_id), delete on thread_key_boxes to umai_jobs;
