-- Whether a row belongs to one of many cases was looked up by walking through an array of them: with twenty thousand cases a
-- list compared each row with ten thousand ids. Lists of cases and duties look it up in a hash now. Which rows are seen does
-- not change. An index on the case no longer follows from the policy: cases are reached by id, duties by case, unit or person.

set local role umai_gate;

create function sec.in_many_seen_cases(case_column text, field_class text default null) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select format('(%1$s = (select sec.case_in_hand(%2$s)) or (%1$s is distinct from (select sec.named_case()) and %1$s in (select unnest((select sec.seen_cases(%2$s))))))',
    case_column, coalesce(quote_literal(field_class), ''))
$$;
comment on function sec.in_many_seen_cases is 'As sec.in_seen_case, for tables that are counted row by row and reached by another index';
grant execute on function sec.in_many_seen_cases to umai_migrator;

-- A whole number is asked about by itself: whoever sees twenty thousand cases does not list them for it.
create or replace function sec.find_cases(beginning text, at_most integer) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  walled uuid[] := sec.walled_cases();
  whole uuid;
begin
  if not sec.may('read-cases') then
    return;
  end if;
  select c.id into whole from public.cases c where c.number = beginning;
  if found then
    return query select whole where sec.sees_case(whole) and not (whole = any (walled));
    return;
  end if;
  return query
  select c.id from public.cases c
  where replace(c.number, '-', '') ~>=~ beginning and replace(c.number, '-', '') ~<~ (beginning || chr(1114111))
    and coalesce(c.id in (select unnest(sec.seen_cases())), false) and not (c.id = any (walled))
  order by c.opened_at desc
  limit at_most;
end
$$;

create or replace function sec.find_people(tokens text[], sounds text[], born date, at_most integer)
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
  lead_end text;
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
  lead_end := lead || chr(1114111);

  if cardinality(seen) > 500 and cardinality(tokens) = 1 and born is null then
    -- One common name and many cases: the best matches first, and no further than the list is long. coalesce and offset 0
    -- keep PostgreSQL from listing all people of all cases first, which it believes to be few.
    candidates := array(
      select distinct t.person_id from public.person_name_tokens t
      join public.person_names n on n.id = t.name_id and n.ended_at is null
      where t.token = lead and exists (
        select from public.case_people cp
        where cp.person_id = t.person_id and coalesce(cp.case_id in (select unnest(seen)), false)
          and (is_whole or (cp.role <> 'child' or cp.case_id in (select unnest(children))) and (cp.role <> 'alleged' or cp.case_id in (select unnest(accused))))
        offset 0)
      order by t.person_id
      limit at_most
    );
    if cardinality(candidates) < at_most then
      candidates := candidates || array(
        select t.person_id from public.person_name_tokens t
        join public.person_names n on n.id = t.name_id and n.ended_at is null
        where t.token ~>=~ lead and t.token ~<~ lead_end and t.token <> lead and exists (
          select from public.case_people cp
          where cp.person_id = t.person_id and coalesce(cp.case_id in (select unnest(seen)), false)
            and (is_whole or (cp.role <> 'child' or cp.case_id in (select unnest(children))) and (cp.role <> 'alleged' or cp.case_id in (select unnest(accused))))
          offset 0)
        limit 4 * at_most
      );
    end if;
    if (select count(distinct c) from unnest(candidates) c) < at_most then
      candidates := candidates || array(
        select t.person_id from public.person_name_tokens t
        join public.person_names n on n.id = t.name_id and n.ended_at is null
        where t.sound = lead_sound and exists (
          select from public.case_people cp
          where cp.person_id = t.person_id and coalesce(cp.case_id in (select unnest(seen)), false)
            and (is_whole or (cp.role <> 'child' or cp.case_id in (select unnest(children))) and (cp.role <> 'alleged' or cp.case_id in (select unnest(accused))))
          offset 0)
        limit 4 * at_most
      );
    end if;
    candidates := array(select distinct c from unnest(candidates) c);
  elsif lead_count < 4000 or cardinality(seen) > 4000 then
    candidates := array(
      select distinct t.person_id from public.person_name_tokens t
      join public.case_people cp on cp.person_id = t.person_id
      join unnest(seen) s on s = cp.case_id
      where ((t.token ~>=~ lead and t.token ~<~ lead_end) or t.sound = lead_sound)
        and (is_whole or (cp.role <> 'child' or cp.case_id in (select unnest(children))) and (cp.role <> 'alleged' or cp.case_id in (select unnest(accused))))
    );
  else
    candidates := array(
      select distinct cp.person_id from public.case_people cp
      join unnest(seen) s on s = cp.case_id
      where is_whole or (cp.role <> 'child' or cp.case_id in (select unnest(children))) and (cp.role <> 'alleged' or cp.case_id in (select unnest(accused)))
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

set local role umai_migrator;

do $$
begin
  execute format('alter policy "staff read cases they work on" on cases using (%s)', sec.in_many_seen_cases('id'));
  execute format('alter policy "staff read duties of cases they see" on duties using (%s and (select sec.may(''read-cases'')))',
    sec.in_many_seen_cases('case_id'));
end
$$;

-- What was done today is counted without reading what was done in all the years before.
create index duties_done_in_unit on duties (unit_id, ended_at) where state = 'done';
create index duties_done_by_person on duties (assignee_id, ended_at) where state = 'done';

-- A beginning of a number is looked for with and without dashes; what has it is few, whoever asks.
create index cases_number_begins on cases (replace(number, '-', '') text_pattern_ops);

-- The bearers of one name in an order, so that a list can stop when it is full.
create index person_name_tokens_in_order on person_name_tokens (token text_pattern_ops, person_id);
drop index person_name_tokens_token;
