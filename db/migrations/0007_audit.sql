-- What was done and looked at. A leaf is written in the transaction it speaks of and never changes; its place
-- in the log is given afterwards by one sequencer, so that writers never wait for each other.

create table audit_leaves (
  id uuid primary key,
  at timestamptz(3) not null,
  leaf text not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  effect text not null check (effect in ('command', 'view')),
  action text not null,
  outcome text not null,
  user_id uuid references users,
  agency_id uuid references agencies,
  subject_kind text,
  subject_id uuid,
  case_id uuid,
  -- The bytes that are hashed are the bytes that are kept.
  check (leaf_hash = sha256('\x00'::bytea || convert_to(leaf, 'UTF8')))
);
comment on table audit_leaves is 'One row per command and per view of a protected record; leaf is canonical JSON (RFC 8785), leaf_hash as in RFC 6962';
comment on column audit_leaves.agency_id is 'Agency of the one who acted';
create index on audit_leaves (subject_kind, subject_id);
create index on audit_leaves (case_id);
create index on audit_leaves (user_id);
create index on audit_leaves (agency_id);

create table audit_pending (leaf_id uuid primary key);
comment on table audit_pending is 'Leaves that have no place in the chain yet';

create table audit_chain (
  position bigint primary key check (position >= 0),
  leaf_id uuid not null unique references audit_leaves,
  leaf_hash bytea not null,
  chain_hash bytea not null check (length(chain_hash) = 32)
);
comment on table audit_chain is 'The order of leaves; chain_hash = sha256(chain_hash before || leaf_hash), beginning with 32 zero bytes';

create table commands (
  actor text not null,
  key text not null check (length(key) between 8 and 200),
  name text not null,
  input_hash bytea not null,
  sealed_reply text,
  done_at timestamptz(3) not null,
  primary key (actor, key)
);
comment on table commands is 'Idempotency keys with the reply they got; kept for 72 hours';
create index on commands (done_at);

select sec.guard('audit_leaves'), sec.guard('audit_pending'), sec.guard('audit_chain'), sec.guard('commands');
create policy "the gate reads leaves" on audit_leaves for select to umai_gate using (true);
create policy "the gate keeps what is pending" on audit_pending to umai_gate using (true) with check (true);
create policy "the gate keeps the chain" on audit_chain to umai_gate using (true) with check (true);
grant select on audit_leaves to umai_gate;
grant select, insert, delete on audit_pending to umai_gate;
grant select, insert on audit_chain to umai_gate;

set local role umai_gate;

create function sec.await_sequence() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.audit_pending (leaf_id) values (new.id);
  return null;
end
$$;
grant execute on function sec.await_sequence to umai_migrator;

create function sec.sequence_audit(at_most integer default 1000) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  next_position bigint;
  last_hash bytea;
  pending record;
  placed integer := 0;
begin
  -- One sequencer at a time; a second one comes back with nothing instead of waiting.
  if not pg_try_advisory_xact_lock(hashtext('umai audit sequence')) then
    return 0;
  end if;
  select c.position + 1, c.chain_hash into next_position, last_hash from public.audit_chain c order by c.position desc limit 1;
  if not found then
    next_position := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  end if;
  for pending in
    select l.id, l.leaf_hash from public.audit_pending p join public.audit_leaves l on l.id = p.leaf_id
    order by p.leaf_id limit at_most
  loop
    last_hash := sha256(last_hash || pending.leaf_hash);
    insert into public.audit_chain (position, leaf_id, leaf_hash, chain_hash)
    values (next_position, pending.id, pending.leaf_hash, last_hash);
    delete from public.audit_pending p where p.leaf_id = pending.id;
    next_position := next_position + 1;
    placed := placed + 1;
  end loop;
  return placed;
end
$$;
comment on function sec.sequence_audit is 'Gives pending leaves their places in the chain and says how many it placed';
grant execute on function sec.sequence_audit to umai_jobs;

set local role umai_migrator;

create trigger await_sequence after insert on audit_leaves for each row execute function sec.await_sequence();

create policy "staff write leaves about themselves" on audit_leaves for insert to umai_desk with check (user_id = (select sec.uid()));
create policy "staff read leaves of cases they see and of their agency" on audit_leaves for select to umai_desk
  using (
    (select sec.may('read-audit'))
    and case when case_id is null
      then agency_id = any (array(select sec.agency_ids('read-audit')))
      else case_id = any ((select sec.seen_cases())::uuid[]) end
  );
create policy "walls stand before leaves" on audit_leaves as restrictive for select to umai_desk
  using (case_id is null or case_id <> all ((select sec.walled_cases())::uuid[]));
create policy "the door writes leaves" on audit_leaves for insert to umai_door with check (true);
create policy "the public site writes leaves without a name" on audit_leaves for insert to umai_public with check (user_id is null);
create policy "jobs write and check leaves" on audit_leaves to umai_jobs using (true) with check (true);
grant select, insert on audit_leaves to umai_desk;
grant insert on audit_leaves to umai_door, umai_public;
grant select, insert on audit_leaves to umai_jobs;

create policy "those who read the audit read its chain" on audit_chain for select to umai_desk using ((select sec.may('read-audit')));
create policy "jobs read the chain" on audit_chain for select to umai_jobs using (true);
create policy "jobs read what is pending" on audit_pending for select to umai_jobs using (true);
grant select on audit_chain to umai_desk, umai_jobs;
grant select on audit_pending to umai_jobs;

create policy "staff keep their own commands" on commands to umai_desk
  using (actor = (select sec.uid())::text) with check (actor = (select sec.uid())::text);
create policy "jobs keep their commands and clear old ones" on commands to umai_jobs using (true) with check (true);
create policy "the door keeps its commands" on commands to umai_door using (actor = 'door') with check (actor = 'door');
create policy "the public site keeps its commands" on commands to umai_public using (actor = 'public') with check (actor = 'public');
grant select, insert, update on commands to umai_desk, umai_door, umai_public;
grant select, insert, update, delete on commands to umai_jobs;
