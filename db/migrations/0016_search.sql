-- Search: people by the words of their names among those one sees, and numbers by their beginning.

create policy "the gate reads words of names" on person_name_tokens for select to umai_gate using (true);
grant select on person_name_tokens to umai_gate;

create index people_birth_date on people (birth_date);
create index orders_number on orders (number);

set local role umai_gate;

-- Asking the policies about every Aisha of the country, row by row, would take seconds. Here the side with fewer rows
-- leads: the people of one's own cases, or those who bear the rarest of the words.
create function sec.find_people(tokens text[], sounds text[], born date, at_most integer)
returns table (person_id uuid, score bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  all_seen uuid[] := sec.seen_cases();
  children uuid[] := sec.seen_cases('child');
  accused uuid[] := sec.seen_cases('accused');
  walled uuid[] := sec.walled_cases();
  seen uuid[];
  lead text := tokens[1];
  lead_sound text := sounds[1];
  lead_count integer;
  count_here integer;
  is_whole boolean := cardinality(all_seen) = cardinality(children) and cardinality(all_seen) = cardinality(accused);
  candidates uuid[];
begin
  if not sec.may('read-cases') or cardinality(all_seen) = 0 or (cardinality(tokens) = 0 and born is null) then
    return;
  end if;
  seen := case when cardinality(walled) = 0 then all_seen else array(select s from unnest(all_seen) s except select w from unnest(walled) w) end;

  if cardinality(tokens) = 0 then
    return query
    select distinct p.id, 3::bigint from public.people p
    join public.case_people cp on cp.person_id = p.id
    join unnest(seen) s on s = cp.case_id
    where p.birth_date = born
      and (is_whole or (cp.role <> 'child' or cp.case_id = any (children)) and (cp.role <> 'alleged' or cp.case_id = any (accused)))
    limit at_most;
    return;
  end if;

  for word in 1 .. cardinality(tokens) loop
    select count(*) into count_here from (
      select from public.person_name_tokens t
      where (t.token ~>=~ tokens[word] and t.token ~<~ (tokens[word] || chr(1114111))) or t.sound = sounds[word]
      limit 4000
    ) counted;
    if lead_count is null or count_here < lead_count then
      lead := tokens[word];
      lead_sound := sounds[word];
      lead_count := count_here;
    end if;
  end loop;

  if lead_count < 4000 or cardinality(seen) > 4000 then
    candidates := array(
      select distinct t.person_id from public.person_name_tokens t
      join public.case_people cp on cp.person_id = t.person_id
      join unnest(seen) s on s = cp.case_id
      where ((t.token ~>=~ lead and t.token ~<~ (lead || chr(1114111))) or t.sound = lead_sound)
        and (is_whole or (cp.role <> 'child' or cp.case_id = any (children)) and (cp.role <> 'alleged' or cp.case_id = any (accused)))
    );
  else
    candidates := array(
      select distinct cp.person_id from public.case_people cp
      where cp.case_id = any (seen)
        and (is_whole or (cp.role <> 'child' or cp.case_id = any (children)) and (cp.role <> 'alleged' or cp.case_id = any (accused)))
    );
  end if;

  return query
  select found.person_id, sum(found.best)::bigint as total from (
    select t.person_id, w.place, max(case when t.token = w.token then 3 when t.token ~>=~ w.token and t.token ~<~ (w.token || chr(1114111)) then 2 else 1 end) as best
    from unnest(candidates) c
    join public.person_name_tokens t on t.person_id = c
    join unnest(tokens, sounds) with ordinality w (token, sound, place)
      on (t.token ~>=~ w.token and t.token ~<~ (w.token || chr(1114111))) or t.sound = w.sound
    join public.person_names n on n.id = t.name_id and n.ended_at is null
    group by t.person_id, w.place
  ) found
  join public.people p on p.id = found.person_id
  where born is null or p.birth_date = born
  group by found.person_id
  having count(*) = cardinality(tokens)
  order by total desc, found.person_id
  limit at_most;
end
$$;
comment on function sec.find_people is 'People of the cases one sees whose names have all these words, by beginning or by sound, the nearest first; never across a wall';

create function sec.find_cases(beginning text, at_most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  seen uuid[] := sec.seen_cases();
  walled uuid[] := sec.walled_cases();
begin
  if not sec.may('read-cases') then
    return;
  end if;
  -- A whole number is one row of an index; a beginning is looked for among one's own.
  return query
  select c.id from public.cases c where c.number = beginning and c.id = any (seen) and not (c.id = any (walled));
  if found or cardinality(seen) = 0 then
    return;
  end if;
  return query
  select c.id from public.cases c
  where c.id = any (seen) and not (c.id = any (walled)) and replace(c.number, '-', '') like beginning || '%'
  order by c.opened_at desc
  limit at_most;
end
$$;
comment on function sec.find_cases is 'Cases one sees by their number or its beginning, written without dashes';
grant execute on function sec.find_people, sec.find_cases to umai_desk;
