-- Official warnings (LOP 51) and entries of the preventive register (LOP 59). The term of a warning runs from its service;
-- its copy to the prosecutor is a duty of the law since 2 March 2026.

create table warnings (
  id uuid primary key,
  case_id uuid not null references cases,
  number text not null,
  statement jsonb not null,
  addressee_id uuid not null references people,
  content_sealed text not null,
  unit_id uuid not null references units,
  announced_by uuid not null references users,
  announced_at timestamptz(3) not null,
  term_days integer not null check (term_days > 0),
  served_at timestamptz(3),
  served_by uuid references users,
  service_way text check (service_way in ('signed', 'refused')),
  ends_at timestamptz(3),
  ended_at timestamptz(3),
  constraint warnings_served_whole check ((served_at is null) = (ends_at is null) and (served_at is null) = (service_way is null) and (served_at is null) = (served_by is null)),
  constraint warnings_are_not_before_their_time check (served_at >= announced_at)
);
comment on table warnings is 'Official warnings; the term runs from the service';
create index warnings_case on warnings (case_id, announced_at desc);
create index warnings_unit on warnings (unit_id);
create index warnings_addressee on warnings (addressee_id);
create index warnings_announced_by on warnings (announced_by);
create index warnings_served_by on warnings (served_by);
create index warnings_end on warnings (ends_at) where ended_at is null;

create table register_entries (
  id uuid primary key,
  case_id uuid not null references cases,
  person_id uuid not null references people,
  ground text not null check (ground in ('order', 'warning')),
  about_id uuid not null,
  number text not null check (length(number) between 1 and 60),
  entered_at timestamptz(3) not null,
  is_explained boolean not null,
  entered_by uuid not null references users,
  recorded_at timestamptz(3) not null,
  unique (about_id)
);
comment on table register_entries is 'That somebody was entered on the preventive register, on which ground and under which number there';
create index register_entries_case on register_entries (case_id);
create index register_entries_person on register_entries (person_id);
create index register_entries_entered_by on register_entries (entered_by);

select sec.guard_by_case('warnings', jobs => '{select,update}');
select sec.guard_by_case('register_entries', verbs => '{insert}');

-- What was announced stays as it was announced: only its service is written later, and its end by time.
revoke update on warnings from umai_desk, umai_jobs;
grant update (served_at, served_by, service_way, ends_at) on warnings to umai_desk;
grant update (ended_at) on warnings to umai_jobs;

create policy "only who may issue warns" on warnings as restrictive for insert to umai_desk
  with check ((select sec.may('issue-orders')) and announced_by = (select sec.uid()));
create policy "only who may serve serves a warning" on warnings as restrictive for update to umai_desk
  using ((select sec.may('serve-orders')));
create policy "whoever enters signs for it" on register_entries as restrictive for insert to umai_desk
  with check ((select sec.may('serve-orders')) and entered_by = (select sec.uid()));

alter table documents drop constraint documents_kind_check;
alter table documents add constraint documents_kind_check check (kind in ('order', 'order-copy', 'evidence', 'extract', 'warning'));
alter table documents add column warning_id uuid references warnings;
create index documents_warning on documents (warning_id);

create policy "the gate reads warnings" on warnings for select to umai_gate using (true);
grant select on warnings to umai_gate;

set local role umai_gate;
create or replace function sec.check_document(wanted bytea, out number text, out issued_at timestamptz, out unit_id uuid, out state text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select d.number, coalesce(o.issued_at, w.announced_at, d.made_at), coalesce(o.unit_id, w.unit_id),
    case when o.revoked_at is not null then 'revoked' when coalesce(o.ends_at, w.ends_at) <= now() then 'ended' else 'valid' end
  from public.documents d left join public.orders o on o.id = d.order_id left join public.warnings w on w.id = d.warning_id
  where d.check_hash = wanted
  limit 1
$$;
set local role umai_migrator;
