-- What the law says in a case, what it makes whom do by when, and the protective order with its papers.

create table decisions (
  id uuid primary key,
  case_id uuid not null references cases,
  incident_id uuid not null references incidents,
  on_day date not null,
  law_version text not null,
  facts jsonb not null,
  answer jsonb not null,
  replaces_id uuid references decisions,
  made_by uuid not null references users,
  unit_id uuid not null references units,
  made_at timestamptz(3) not null
);
comment on table decisions is 'Answers of the law, kept whole: explaining one later is printing it';
create index decisions_case on decisions (case_id, made_at desc);
create index decisions_incident on decisions (incident_id, made_at desc);
create index decisions_replaces on decisions (replaces_id);
create index decisions_unit on decisions (unit_id);
create index decisions_law_version on decisions (law_version);

create table duties (
  id uuid primary key,
  case_id uuid not null references cases,
  rule text not null,
  occurrence integer not null default 1 check (occurrence > 0),
  event_id uuid not null references case_events,
  about_id uuid,
  basis text not null check (basis in ('law', 'method')),
  statement jsonb not null,
  bearer text not null,
  unit_id uuid not null references units,
  assignee_id uuid references users,
  started_at timestamptz(3) not null,
  due_at timestamptz(3),
  state text not null default 'open' check (state in ('open', 'done', 'waived', 'moot')),
  ended_at timestamptz(3),
  ended_by uuid references users,
  ended_event_id uuid references case_events,
  waiver_reason text,
  end_note_sealed text,
  warned_at timestamptz(3),
  late_at timestamptz(3),
  escalated_at timestamptz(3),
  check ((state = 'open') = (ended_at is null)),
  unique (event_id, rule, occurrence)
);
comment on table duties is 'What must be done, derived from what happened; never typed, ended only by an event or a waiver';
comment on column duties.statement is 'The duty as the law pack stated it when it arose: words, citation, clock';
create index duties_assignee on duties (assignee_id, due_at, id) where state = 'open';
create index duties_unit on duties (unit_id, due_at, id) where state = 'open';
create index duties_ended_event on duties (ended_event_id);
create index duties_case on duties (case_id, state);
create index duties_clock on duties (due_at) where state = 'open' and escalated_at is null;
create index duties_ended on duties (ended_by, ended_at) where state <> 'open';

create table orders (
  id uuid primary key,
  case_id uuid not null references cases,
  number text not null,
  regime text not null check (regime in ('2009', '2014', '2026')),
  statement jsonb not null,
  incident_id uuid not null references incidents,
  addressee_id uuid not null references people,
  protected_id uuid not null references people,
  content_sealed text not null,
  unit_id uuid not null references units,
  issued_by uuid not null references users,
  issued_at timestamptz(3) not null,
  term_days integer not null check (term_days > 0),
  served_at timestamptz(3),
  served_by uuid references users,
  service_way text check (service_way in ('signed', 'refused', 'absent')),
  service_language text check (service_language in ('kk', 'ru', 'en')),
  witness_sealed text,
  ends_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by uuid references users,
  revoke_reason_sealed text,
  expired_at timestamptz(3),
  check ((served_at is null) = (ends_at is null) and (served_at is null) = (service_way is null))
);
comment on table orders is 'Protective orders; the term runs from the service, never from the issue';
create index orders_case on orders (case_id, issued_at desc);
create index orders_unit on orders (unit_id, issued_at desc);
create index orders_end on orders (ends_at) where expired_at is null and revoked_at is null;
create index orders_incident on orders (incident_id);
create index orders_protected on orders (protected_id);
create index orders_addressee on orders (addressee_id);

create table order_copies (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid not null references orders,
  receiver text not null check (receiver in ('protected', 'prosecutor')),
  given_at timestamptz(3) not null,
  given_by uuid not null references users
);
create index order_copies_order on order_copies (order_id);

create table order_checks (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid not null references orders,
  checked_at timestamptz(3) not null,
  outcome text not null check (outcome in ('kept', 'breach-found', 'nobody-met', 'protected-not-reached')),
  note_sealed text,
  checked_by uuid not null references users
);
create index order_checks_order on order_checks (order_id, checked_at);

create table order_breaches (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid not null references orders,
  breached_at timestamptz(3) not null,
  what text[] not null,
  is_repeat boolean not null,
  sealed text not null,
  recorded_by uuid not null references users,
  recorded_at timestamptz(3) not null
);
create index order_breaches_order on order_breaches (order_id, breached_at);

create table documents (
  id uuid primary key,
  case_id uuid not null references cases,
  order_id uuid references orders,
  kind text not null check (kind in ('order', 'order-copy')),
  number text not null,
  lang text not null check (lang in ('kk', 'ru')),
  file_name text not null,
  check_hash bytea not null,
  sha256 text not null,
  bytes integer not null,
  file_sealed text not null,
  made_by uuid not null references users,
  made_at timestamptz(3) not null
);
comment on table documents is 'Papers as they were made, byte for byte, sealed';
comment on column documents.check_hash is 'Hash of the code printed on the paper; the code itself is only on paper';
create index documents_case on documents (case_id, made_at desc);
create index documents_order on documents (order_id);
create index documents_check on documents (check_hash);

create table rights_explanations (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null references people,
  topics text[] not null check (cardinality(topics) > 0),
  lang text not null check (lang in ('kk', 'ru', 'en')),
  way text not null,
  acknowledged text not null check (acknowledged in ('signed', 'spoken', 'refused')),
  explained_at timestamptz(3) not null,
  explained_by uuid not null references users,
  recorded_at timestamptz(3) not null
);
create index rights_explanations_case on rights_explanations (case_id, person_id);
create index rights_explanations_person on rights_explanations (person_id);

select sec.guard_by_case('decisions', write_permission => 'decide-by-law', verbs => '{insert}');
select sec.guard_by_case('duties', jobs => '{select,insert,update}');
select sec.guard_by_case('orders', jobs => '{select,update}');
select sec.guard_by_case('order_copies', verbs => '{insert}');
select sec.guard_by_case('order_checks', verbs => '{insert}');
select sec.guard_by_case('order_breaches', verbs => '{insert}');
select sec.guard_by_case('documents', verbs => '{insert}');
select sec.guard_by_case('rights_explanations', verbs => '{insert}');

create policy "the gate reads documents" on documents for select to umai_gate using (true);
create policy "the gate reads orders" on orders for select to umai_gate using (true);
grant select on documents, orders to umai_gate;

set local role umai_gate;

create function sec.check_document(wanted bytea, out number text, out issued_at timestamptz, out unit_id uuid, out state text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select d.number, coalesce(o.issued_at, d.made_at), o.unit_id,
    case when o.revoked_at is not null then 'revoked' when o.ends_at <= now() then 'ended' else 'valid' end
  from public.documents d left join public.orders o on o.id = d.order_id
  where d.check_hash = wanted
  limit 1
$$;
comment on function sec.check_document is 'Whether a paper with this code is real, and nothing that is not printed on it';
grant execute on function sec.check_document to umai_desk, umai_door, umai_public;

create function sec.case_access(wanted uuid, at_most integer)
returns table (at timestamptz, user_id uuid, agency_id uuid, action text, effect text, purpose text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select l.at, l.user_id, l.agency_id, l.action, l.effect, l.leaf::jsonb ->> 'purpose'
  from public.audit_leaves l
  where l.case_id = wanted and l.outcome = 'done' and sec.may('read-cases')
    and wanted in (select sec.case_ids()) and wanted not in (select sec.walled_case_ids())
  order by l.at desc, l.id desc
  limit at_most
$$;
comment on function sec.case_access is 'Who looked at a case and who changed it, for those who work on it';
grant execute on function sec.case_access to umai_desk;
