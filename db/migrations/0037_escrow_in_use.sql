-- Escrow in use: two of three institutions let one of them read a thread that nobody answers, for a reason, on a legal
-- basis and for a time. Who holds no share of a thread learns nothing of it.

alter table escrow_requests
  add column legal_basis text not null check (length(legal_basis) between 5 and 400),
  add column days integer not null check (days between 1 and 30);
comment on table escrow_requests is 'A keeper of escrow asks, with a reason and a legal basis, to read for some days a thread that its recipients leave unread';
alter table escrow_answers add column reason text check (length(reason) between 1 and 2000);
-- Two shares are two people as well as two institutions.
create unique index escrow_answers_one_person on escrow_answers (request_id, answered_by);
drop index escrow_answers_answered_by;
create index escrow_answers_answered_by on escrow_answers (answered_by, request_id);

alter table thread_recipients add column until timestamptz(3);
create index thread_recipients_until on thread_recipients (until) where until is not null;

create policy "the gate reads answers of escrow" on escrow_answers for select to umai_gate using (true);
grant select on escrow_answers to umai_gate;
grant select (thread_id, holder, agency_id) on thread_key_boxes to umai_gate;
create policy "the gate finds shares of escrow" on thread_key_boxes for select to umai_gate using (holder = 'escrow');

set local role umai_gate;

create or replace function sec.thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select r.thread_id from public.thread_recipients r
  join public.threads t on t.id = r.thread_id
  where r.removed_at is null and (r.until is null or r.until > now()) and r.agency_id in (select sec.agency_ids('answer-threads'))
    and t.state <> 'draft' and (t.case_id is null or t.case_id not in (select sec.walled_case_ids()))
$$;
comment on function sec.thread_ids is 'Threads that an agency of the one who asks receives now, never across a wall';

create function sec.lasting_thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.id from (select sec.thread_ids() as id) t
  where exists (
    select from public.thread_recipients r
    where r.thread_id = t.id and r.removed_at is null and r.until is null and r.agency_id in (select sec.agency_ids('answer-threads'))
  )
$$;
comment on function sec.lasting_thread_ids is 'Threads the one who asks receives without an end; only these may be given on';

create or replace function sec.silent_thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select t.id from public.threads t
  where t.state = 'open' and t.has_escrow and t.waits_for = 'staff' and t.moved_at < now() - interval '5 days'
    and (t.case_id is null or t.case_id not in (select sec.walled_case_ids()))
    and exists (
      select from public.thread_key_boxes b
      where b.thread_id = t.id and b.holder = 'escrow' and b.agency_id in (select sec.agency_ids('keep-escrow'))
    )
    and not exists (
      select from public.thread_conflicts c join public.agencies a on a.kind = c.agency_kind
      where c.about = t.about and a.id in (select sec.agency_ids('keep-escrow'))
    )
$$;
comment on function sec.silent_thread_ids is 'Threads nobody answered for five days, for those who hold a share and are not who it is about';

create function sec.may_ask_escrow(wanted uuid, asker uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select asker in (select sec.agency_ids('keep-escrow')) and wanted in (select sec.silent_thread_ids())
    and not exists (select from public.thread_recipients r where r.thread_id = wanted and r.agency_id = asker)
$$;
comment on function sec.may_ask_escrow is 'A keeper asks for a silent thread that it neither reads nor was taken away from';

create or replace function sec.may_open_by_escrow(wanted uuid, asker uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.may_ask_escrow(wanted, asker) and exists (
    select from public.escrow_requests q
    where q.thread_id = wanted and q.agency_id = asker and q.refused_at is null and q.opened_at is null
      and (
        select count(*) from public.escrow_answers a
        where a.request_id = q.id and a.answer = 'given'
          and exists (
            select from public.thread_key_boxes b where b.thread_id = wanted and b.holder = 'escrow' and b.agency_id = a.agency_id
          )
      ) >= 2
  )
$$;
comment on function sec.may_open_by_escrow is 'Two institutions that hold a share have given it to the one who asked';

create function sec.shared_thread_ids() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select b.thread_id from public.thread_key_boxes b where b.holder = 'escrow' and b.agency_id in (select sec.agency_ids('keep-escrow'))
$$;
comment on function sec.shared_thread_ids is 'Threads of which an institution of the one who asks holds a share';

grant execute on function sec.lasting_thread_ids, sec.may_ask_escrow, sec.shared_thread_ids to umai_desk;

set local role umai_migrator;

drop policy "staff let another agency read" on thread_recipients;
create policy "staff let another agency read" on thread_recipients for insert to umai_desk
  with check (
    added_by = (select sec.uid()) and (
      (until is null and thread_id in (select sec.lasting_thread_ids()))
      or (until <= now() + interval '31 days' and sec.may_open_by_escrow(thread_id, agency_id))
    )
  );
drop policy "staff remove a reader" on thread_recipients;
create policy "staff remove a reader" on thread_recipients for update to umai_desk
  using (thread_id in (select sec.lasting_thread_ids()))
  with check (removed_by = (select sec.uid()));

drop policy "a keeper asks to open a silent thread" on escrow_requests;
create policy "a keeper asks to open a silent thread" on escrow_requests for insert to umai_desk
  with check (asked_by = (select sec.uid()) and (select sec.is_stepped_up()) and sec.may_ask_escrow(thread_id, agency_id));

drop policy "keepers read requests of escrow" on escrow_requests;
create policy "keepers read requests of escrow" on escrow_requests for select to umai_desk using (thread_id in (select sec.shared_thread_ids()));
drop policy "a keeper closes its own request" on escrow_requests;
create policy "a keeper closes a request" on escrow_requests for update to umai_desk
  using (thread_id in (select sec.shared_thread_ids())) with check (thread_id in (select sec.shared_thread_ids()));
drop policy "keepers read answers of escrow" on escrow_answers;
create policy "keepers read answers of escrow" on escrow_answers for select to umai_desk using (request_id in (select q.id from escrow_requests q));
drop policy "a keeper answers for itself" on escrow_answers;
create policy "a keeper answers for itself" on escrow_answers for insert to umai_desk
  with check (
    answered_by = (select sec.uid()) and agency_id in (select sec.agency_ids('keep-escrow')) and (select sec.is_stepped_up())
    and request_id in (select q.id from escrow_requests q)
  );

-- When the time is over, the key goes too.
create policy "jobs find who reads for a time" on thread_recipients for select to umai_jobs using (until is not null);
create policy "jobs end reading for a time" on thread_recipients for delete to umai_jobs using (until < now());
grant select (thread_id, agency_id, until), delete on thread_recipients to umai_jobs;
grant select (agency_id, holder) on thread_key_boxes to umai_jobs;
