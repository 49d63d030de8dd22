-- An instrument whose owner has not permitted its use stays a slot. It is opened by three things that the tables
-- themselves ask for: the owner's paper, a signed definition that names this very paper, and two people. One person
-- closes it again. Nothing of it is about a case.

alter table permissions no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('manage-instruments');
insert into role_permissions (role, permission) values ('steward', 'manage-instruments'), ('registrar', 'manage-instruments');
alter table permissions force row level security;
alter table role_permissions force row level security;

create table instrument_papers (
  id uuid primary key,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  sha256 text not null,
  content bytea not null check (length(content) between 1 and 5242880),
  added_by uuid not null references users,
  added_at timestamptz(3) not null,
  unique (id, sha256),
  constraint instrument_papers_hash_is_of_the_bytes check (sha256 = encode(sha256(content), 'hex'))
);
comment on table instrument_papers is 'Papers by which owners of risk instruments permit their use, as they came';
create index instrument_papers_added_by on instrument_papers (added_by);

create table instrument_licences (
  id uuid primary key,
  instrument text not null check (length(instrument) between 1 and 60),
  version text not null check (length(version) between 1 and 60),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  definition jsonb not null,
  signature text not null check (signature ~ '^[A-Za-z0-9_-]{86}$'),
  signer text not null check (signer ~ '^[0-9a-f]{32}$'),
  paper_id uuid not null,
  paper_sha256 text not null,
  permits text not null check (length(permits) between 10 and 2000),
  state text not null default 'proposed' check (state in ('proposed', 'active', 'refused', 'revoked')),
  proposed_by uuid not null references users,
  proposed_at timestamptz(3) not null,
  decided_by uuid references users,
  decided_at timestamptz(3),
  decision_reason text check (length(decision_reason) between 5 and 2000),
  revoked_by uuid references users,
  revoked_at timestamptz(3),
  revoke_reason text check (length(revoke_reason) between 5 and 2000),
  foreign key (paper_id, paper_sha256) references instrument_papers (id, sha256),
  constraint instrument_licences_name_their_instrument check (definition ->> 'id' = instrument and definition ->> 'version' = version),
  constraint instrument_licences_name_their_paper check (definition #>> '{rights,documentSha256}' = paper_sha256),
  constraint instrument_licences_are_decided_whole check (
    (state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null) and (decided_by is null) = (decision_reason is null)
  ),
  constraint instrument_licences_are_revoked_whole check (
    (state = 'revoked') = (revoked_by is not null) and (revoked_by is null) = (revoked_at is null) and (revoked_by is null) = (revoke_reason is null)
  ),
  constraint instrument_licences_take_two check (state not in ('active', 'revoked') or decided_by <> proposed_by)
);
comment on table instrument_licences is 'What opens the slot of a risk instrument: the paper of its owner, a signed definition, two people';
create unique index instrument_licences_one_active on instrument_licences (instrument) where state = 'active';
create unique index instrument_licences_one_proposed on instrument_licences (instrument) where state = 'proposed';
create index instrument_licences_instrument on instrument_licences (instrument, proposed_at desc);
create index instrument_licences_paper on instrument_licences (paper_id, paper_sha256);
create index instrument_licences_proposed_by on instrument_licences (proposed_by);
create index instrument_licences_decided_by on instrument_licences (decided_by);
create index instrument_licences_revoked_by on instrument_licences (revoked_by);

select sec.guard('instrument_papers');
select sec.guard('instrument_licences');

create policy "who keeps instruments reads papers" on instrument_papers for select to umai_desk using ((select sec.may('manage-instruments')));
create policy "who keeps instruments attaches a paper" on instrument_papers for insert to umai_desk
  with check ((select sec.may('manage-instruments')) and (select sec.is_stepped_up()) and added_by = (select sec.uid()));
grant select, insert on instrument_papers to umai_desk;

create policy "staff know which instruments are open" on instrument_licences for select to umai_desk
  using ((select sec.may('manage-instruments')) or (state in ('active', 'revoked') and (select sec.may('assess-risk'))));
create policy "who keeps instruments proposes" on instrument_licences for insert to umai_desk
  with check (
    (select sec.may('manage-instruments')) and (select sec.is_stepped_up())
    and state = 'proposed' and proposed_by = (select sec.uid()) and decided_by is null and revoked_by is null
  );
create policy "who keeps instruments decides and revokes" on instrument_licences for update to umai_desk
  using ((select sec.may('manage-instruments')) and (select sec.is_stepped_up()) and state in ('proposed', 'active'))
  with check (
    (state in ('active', 'refused') and decided_by = (select sec.uid())) or (state = 'revoked' and revoked_by = (select sec.uid()))
  );
grant select, insert on instrument_licences to umai_desk;
grant update (state, decided_by, decided_at, decision_reason, revoked_by, revoked_at, revoke_reason) on instrument_licences to umai_desk;

create function sec.keep_instrument_licence() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if (old.state, new.state) not in (('proposed', 'active'), ('proposed', 'refused'), ('active', 'revoked')) then
    raise exception 'a licence goes from proposed to active or refused, and from active to revoked' using errcode = '23514', constraint = 'instrument_licence_state';
  end if;
  if old.state = 'active' and (new.decided_by, new.decided_at, new.decision_reason) is distinct from (old.decided_by, old.decided_at, old.decision_reason) then
    raise exception 'who put a licence in force stays named' using errcode = '23514', constraint = 'instrument_licence_state';
  end if;
  return new;
end
$$;
comment on function sec.keep_instrument_licence is 'Keeps the order of states of a licence, and who put it in force';
create trigger keep_instrument_licence before update on instrument_licences for each row execute function sec.keep_instrument_licence();

-- The instruments that come with Umai are open; of any other only the version whose licence is in force.
create policy "only open instruments are used" on assessments as restrictive for insert to umai_desk
  with check (
    instrument in ('core-redflags', 'hark')
    or exists (
      select from instrument_licences l
      where l.instrument = assessments.instrument and l.version = assessments.version and l.digest = assessments.digest and l.state = 'active'
    )
  );
