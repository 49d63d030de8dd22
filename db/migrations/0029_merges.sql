-- Two records of one person. Nothing is poured together: each record stays as it is, with its own cases and whoever sees
-- them, and a merge says that they are one. So nobody sees more than before, and ending a merge restores what was.

alter table permissions no force row level security;
alter table roles no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('merge-people');
insert into roles (name, agency_kinds) values
  ('steward', '{police,contact-centre,prosecutor,family-support-centre,crisis-centre,social-protection,local-authority,ministry}');
insert into role_permissions (role, permission) values
  ('steward', 'read-directory'), ('steward', 'merge-people'), ('unit-head', 'merge-people');
alter table permissions force row level security;
alter table roles force row level security;
alter table role_permissions force row level security;

create table person_pairs (
  id uuid primary key,
  left_id uuid not null references people,
  right_id uuid not null references people,
  weight real not null,
  likeness smallint not null check (likeness between 1 and 5),
  evidence jsonb not null,
  model text not null,
  source text not null check (source in ('answer', 'new-person', 'run')),
  found_at timestamptz(3) not null,
  state text not null default 'open' check (state in ('open', 'same', 'different', 'later')),
  reason text check (reason in ('document', 'number', 'spoke', 'relatives', 'data', 'not-enough')),
  decided_by uuid references users,
  decided_at timestamptz(3),
  version integer not null default 1,
  unique (left_id, right_id),
  check (left_id < right_id)
);
comment on table person_pairs is 'Two records that may be of one person, why, and what a steward decided';
create index person_pairs_state on person_pairs (state, weight desc, id);
create index person_pairs_right on person_pairs (right_id);
create index person_pairs_decided_by on person_pairs (decided_by);

create table person_merges (
  id uuid primary key,
  pair_id uuid not null references person_pairs,
  kept_id uuid not null references people,
  merged_id uuid not null references people,
  chosen jsonb not null,
  reason text not null check (reason in ('document', 'number', 'spoke', 'data')),
  newly_protected uuid[] not null default '{}',
  merged_by uuid not null references users,
  merged_at timestamptz(3) not null,
  ended_by uuid references users,
  ended_at timestamptz(3),
  end_reason text check (end_reason in ('mistake', 'document', 'asked')),
  check (kept_id <> merged_id)
);
comment on table person_merges is 'That two records are of one person, until it is ended; the records themselves are not changed';
comment on column person_merges.chosen is 'From which record each value is shown to those who see both';
comment on column person_merges.newly_protected is 'Records whose address came to be marked as protected through this merge';
create unique index person_merges_once on person_merges (merged_id) where ended_at is null;
create index person_merges_kept on person_merges (kept_id);
create index person_merges_merged on person_merges (merged_id);
create index person_merges_pair on person_merges (pair_id);
create index person_merges_by on person_merges (merged_by);
create index person_merges_ended_by on person_merges (ended_by);

select sec.guard('person_pairs'), sec.guard('person_merges');
create policy "the gate reads merges" on person_merges for select to umai_gate using (true);
create policy "the gate notes whom a merge protects" on person_merges for update to umai_gate using (true) with check (true);
create policy "the gate reads who has a protected address" on protected_addresses for select to umai_gate using (true);
create policy "the gate spreads protection" on people for update to umai_gate using (true) with check (true);
grant select, update (newly_protected) on person_merges to umai_gate;
grant select (person_id) on protected_addresses to umai_gate;
grant update (has_protected_address) on people to umai_gate;

set local role umai_gate;

create function sec.merged_group(wanted uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with recursive up (id, depth) as (
    select wanted, 0
    union all
    select m.kept_id, up.depth + 1 from up join public.person_merges m on m.merged_id = up.id and m.ended_at is null where up.depth < 50
  ), root as (
    select up.id from up order by up.depth desc limit 1
  ), down (id) as (
    select root.id from root
    union
    select m.merged_id from down join public.person_merges m on m.kept_id = down.id and m.ended_at is null
  )
  select array_agg(down.id) from down
$$;
comment on function sec.merged_group is 'All records that are merged with one, itself included, seen or not; for the gate alone';

create function sec.is_before_wall(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  walled uuid[] := sec.walled_cases();
begin
  return cardinality(walled) > 0 and exists (
    select from public.case_people cp where cp.person_id = any (sec.merged_group(wanted)) and cp.case_id = any (walled)
  );
end
$$;
comment on function sec.is_before_wall is 'Whether a wall keeps the one who asks from any of the records merged with one';

create function sec.stewards_person(wanted uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  mine uuid[];
begin
  if not sec.may('merge-people') or sec.is_before_wall(wanted) then
    return false;
  end if;
  if sec.sees_person(wanted) then
    return true;
  end if;
  mine := array(select sec.unit_ids('merge-people'));
  return exists (
    select from public.case_people cp
    join public.cases c on c.id = cp.case_id
    join public.units u on u.id = c.owner_unit_id
    where cp.person_id = wanted and u.path && mine
  );
end
$$;
comment on function sec.stewards_person is 'Whether the one who asks looks after this record: a case of it is one he sees, or is led in or below his unit; never behind a wall';

create function sec.stewards_pair(one uuid, other uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select sec.stewards_person(one) and sec.stewards_person(other) $$;

create function sec.knows_merge(kept uuid, merged uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return not sec.is_before_wall(kept)
    and ((sec.sees_person(kept) and sec.sees_person(merged)) or sec.stewards_pair(kept, merged));
end
$$;
comment on function sec.knows_merge is 'Whether somebody who asks may know that two records are one: he sees both anyway, or looks after both';

create function sec.may_merge(kept uuid, merged uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return sec.stewards_pair(kept, merged)
    and not (merged = any (sec.merged_group(kept)))
    -- Only the record that stands for its group is merged or merged into; so a chain can be taken apart link by link.
    and not exists (select from public.person_merges m where m.merged_id in (kept, merged) and m.ended_at is null);
end
$$;

create function sec.parts_of(wanted uuid) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not sec.sees_person(wanted) then
    return;
  end if;
  if sec.is_before_wall(wanted) then
    return next wanted;
    return;
  end if;
  return query select part from unnest(sec.merged_group(wanted)) part where part = wanted or sec.sees_person(part);
end
$$;
comment on function sec.parts_of is 'The records of one person that the one who asks sees, each by its own cases';

create function sec.wholes(wanted uuid[]) returns table (person_id uuid, kept_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  part uuid;
begin
  foreach part in array wanted loop
    person_id := part;
    kept_id := part;
    if exists (select from public.person_merges m where m.ended_at is null and part in (m.kept_id, m.merged_id)) and not sec.is_before_wall(part) then
      kept_id := coalesce((
        select g from unnest(sec.merged_group(part)) g
        where sec.sees_person(g)
        order by exists (select from public.person_merges m where m.merged_id = g and m.ended_at is null), g
        limit 1
      ), part);
    end if;
    return next;
  end loop;
end
$$;
comment on function sec.wholes is 'For each record the one that stands for it in lists, among those the one who asks sees';

create function sec.contact_doubted_at(wanted uuid) returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select max(m.merged_at) from public.person_merges m
  where m.ended_at is null and (m.kept_id = any (sec.merged_group(wanted)) or m.merged_id = any (sec.merged_group(wanted)))
$$;
comment on function sec.contact_doubted_at is 'From when on what was known of safe contact has to be asked again, because two records came to be one';

create function sec.pair_side(wanted uuid)
returns table (names jsonb, birth_date date, sex text, language text, is_protected boolean, recorded_at timestamptz, from_register boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select
    (select jsonb_agg(jsonb_build_object('script', n.script, 'family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.script, n.id)
      from public.person_names n where n.person_id = p.id and n.ended_at is null),
    p.birth_date, p.sex, p.language, p.has_protected_address, p.created_at, p.created_by is null
  from public.people p
  where p.id = wanted and sec.stewards_person(wanted)
$$;
comment on function sec.pair_side is 'What a steward compares: names, birth, sex and language; no number, no address, no case';

create function sec.numbers_agree(one uuid, other uuid) returns table (kind text, agreement text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select k.name, case
    when not exists (select from public.person_identifiers i where i.person_id = one and i.kind = k.name and i.ended_at is null)
      or not exists (select from public.person_identifiers i where i.person_id = other and i.kind = k.name and i.ended_at is null) then 'unknown'
    when exists (
      select from public.person_identifiers x join public.person_identifiers y on y.kind = x.kind and y.blind = x.blind and y.ended_at is null
      where x.person_id = one and y.person_id = other and x.kind = k.name and x.ended_at is null
    ) then 'same'
    else 'other' end
  from (values ('iin'), ('phone')) k (name)
  where sec.stewards_pair(one, other)
$$;
comment on function sec.numbers_agree is 'Whether the numbers of two records agree, without telling any';

-- A protected address of one record protects all that are merged with it; where the merge ends, those go back for whom
-- no address is kept.
create function sec.spread_protection() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  grp uuid[];
  spread uuid[];
begin
  if tg_table_name = 'person_merges' and tg_op = 'UPDATE' then
    update public.people p set has_protected_address = false
    where p.id = any (sec.merged_group(new.kept_id) || sec.merged_group(new.merged_id)) and p.has_protected_address
      -- Marked through a merge, this one or another of the group, and nobody it is still merged with is protected by himself.
      and exists (select from public.person_merges m where p.id = any (m.newly_protected))
      and not exists (select from public.protected_addresses a where a.person_id = any (sec.merged_group(p.id)))
      and not exists (
        select from public.people q where q.id = any (sec.merged_group(p.id)) and q.has_protected_address
          and not exists (select from public.person_merges m where q.id = any (m.newly_protected))
      );
    return null;
  end if;
  grp := sec.merged_group(case tg_table_name when 'person_merges' then (to_jsonb(new) ->> 'kept_id')::uuid else (to_jsonb(new) ->> 'person_id')::uuid end);
  if cardinality(grp) = 1 or not exists (
    select from public.people p where p.id = any (grp) and p.has_protected_address
    union all select from public.protected_addresses a where a.person_id = any (grp)
  ) then
    return null;
  end if;
  with changed as (
    update public.people p set has_protected_address = true where p.id = any (grp) and not p.has_protected_address returning p.id
  )
  select array_agg(changed.id) into spread from changed;
  if tg_table_name = 'person_merges' then
    update public.person_merges m set newly_protected = coalesce(spread, '{}') where m.id = new.id;
  elsif spread is not null then
    update public.person_merges m set newly_protected = m.newly_protected || spread
    where m.ended_at is null and m.merged_id = any (grp);
  end if;
  return null;
end
$$;
grant execute on function sec.spread_protection to umai_migrator;
grant execute on function sec.stewards_person, sec.stewards_pair, sec.knows_merge, sec.may_merge, sec.parts_of, sec.wholes, sec.contact_doubted_at,
  sec.pair_side, sec.numbers_agree to umai_desk;

set local role umai_migrator;

create trigger protect_merged after insert on person_merges for each row execute function sec.spread_protection();
create trigger unprotect_unmerged after update of ended_at on person_merges for each row
  when (old.ended_at is null and new.ended_at is not null) execute function sec.spread_protection();
create trigger protect_merged_with after insert on protected_addresses for each row execute function sec.spread_protection();

create policy "stewards read pairs they look after" on person_pairs for select to umai_desk using (sec.stewards_pair(left_id, right_id));
create policy "those who write people down note pairs" on person_pairs for insert to umai_desk
  with check (decided_by is null and sec.may_recognise(left_id) and sec.may_recognise(right_id));
create policy "stewards decide on pairs they look after" on person_pairs for update to umai_desk
  using (sec.stewards_pair(left_id, right_id)) with check (decided_by = (select sec.uid()));
grant select, insert, update (state, reason, decided_by, decided_at, version) on person_pairs to umai_desk;

create policy "those who know both records know of their merge" on person_merges for select to umai_desk using (sec.knows_merge(kept_id, merged_id));
create policy "stewards merge records they look after" on person_merges for insert to umai_desk
  with check (merged_by = (select sec.uid()) and ended_at is null and sec.may_merge(kept_id, merged_id));
create policy "stewards end merges of records they look after" on person_merges for update to umai_desk
  using (ended_at is null and sec.stewards_pair(kept_id, merged_id)) with check (ended_by = (select sec.uid()));
grant select, insert, update (ended_by, ended_at, end_reason) on person_merges to umai_desk;
