-- A comparison that an error broke off is carried on by the next one from where it stopped; pairs are found by place; what was
-- decided of a pair is kept when somebody decides otherwise later.

alter table linkage_runs
  add column continues_id uuid references linkage_runs,
  add column attempt smallint not null default 1 check (attempt >= 1);
comment on column linkage_runs.continues_id is 'The broken run whose place this one took up; whoever that one had behind it is not compared twice';
comment on column linkage_runs.attempt is 'How often the same comparison was begun; after a few the next begins anew';
create index linkage_runs_continues on linkage_runs (continues_id);

set local role umai_gate;

create function sec.pair_is_at(one uuid, other uuid, wanted text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select sec.stewards_pair(one, other) and exists (
    select from public.case_people cp
    join public.cases c on c.id = cp.case_id
    join public.people p on p.id = cp.person_id
    -- Where somebody lives who hides is not found out by asking place by place.
    where cp.person_id in (one, other) and c.place_kato = any (wanted) and not p.has_protected_address
      and c.id <> all (sec.walled_cases())
  )
$$;
comment on function sec.pair_is_at is 'Whether a case of one of two records that the one who asks looks after is in one of these places; never of somebody whose address is protected';
grant execute on function sec.pair_is_at to umai_desk;

set local role umai_migrator;

create table pair_decisions (
  id uuid primary key,
  pair_id uuid not null references person_pairs,
  state text not null check (state in ('different', 'later')),
  reason text not null check (reason in ('document', 'number', 'spoke', 'relatives', 'data', 'not-enough')),
  decided_by uuid not null references users,
  decided_at timestamptz(3) not null
);
comment on table pair_decisions is 'Each time somebody said that two records are of different people, or that it is to be looked at later; merges are kept by themselves';
create index pair_decisions_pair on pair_decisions (pair_id, decided_at desc);
create index pair_decisions_by on pair_decisions (decided_by);
select sec.guard('pair_decisions');
create policy "stewards read decisions on pairs they look after" on pair_decisions for select to umai_desk
  using (exists (select from person_pairs p where p.id = pair_id));
create policy "stewards note what they decide" on pair_decisions for insert to umai_desk
  with check (decided_by = (select sec.uid()) and exists (select from person_pairs p where p.id = pair_id));
grant select, insert on pair_decisions to umai_desk;
