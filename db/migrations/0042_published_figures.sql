-- Figures for everybody. Nobody outside gets a row or a count: these functions answer with what may be published and with nothing
-- else, for quarters that are over and of which nothing changes any more, so that no two answers differ by one report.
set local role umai_gate;

create function sec.figures_published(counts bigint[]) returns bigint[]
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  hidden boolean[] := array(select c < 10 from unnest(counts) with ordinality u(c, n) order by n);
  next integer;
begin
  -- A total stands beside the parts: what is hidden must not be what is left when the others are taken away from it.
  while exists (select 1 from unnest(hidden) h where h)
    and ((select count(*) from unnest(hidden) h where h) < 2
      or (select sum(c) from unnest(counts, hidden) u(c, h) where h) < 10) loop
    select n into next from unnest(counts, hidden) with ordinality u(c, h, n) where not h order by c, n limit 1;
    exit when next is null;
    hidden[next] := true;
  end loop;
  return array(
    select case when h then null else round(c / 5.0) * 5 end from unnest(counts, hidden) with ordinality u(c, h, n) order by n
  );
end $$;
comment on function sec.figures_published is
  'Counts whose total is published, as they may be seen: under ten hidden, hidden ones never alone nor under ten together, the rest to the nearest five';

create function sec.share_published(part bigint, whole bigint) returns integer
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select case when whole >= 30 and part >= 10 and whole - part >= 10 then (round(part * 20.0 / whole) * 5)::integer end
$$;
comment on function sec.share_published is 'Percent to the nearest five, of thirty at least, with ten at least on either side';

create function sec.published_figures(latest timestamptz)
returns table (quarter date, figure text, part text, amount integer, unit text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with quarters as (
    select (date_trunc('quarter', least(latest, now()) at time zone 'Asia/Almaty') - n * interval '3 months')::date as quarter
    from generate_series(1, 4) n
  ),
  spans as materialized (
    select quarter, quarter::timestamp at time zone 'Asia/Almaty' as since,
      (quarter + interval '3 months')::timestamp at time zone 'Asia/Almaty' as until
    from quarters
  ),
  taken as materialized (
    select s.quarter,
      case
        when r.channel in ('phone-111', 'phone-102') then 'phone'
        when r.channel = 'public-site' then 'public-site'
        else 'people'
      end as way,
      left(r.place_kato, 2) || '0000000' as region
    from spans s join public.reports r on r.recorded_at >= s.since and r.recorded_at < s.until
  ),
  parts as (
    select s.quarter, 'reports-by-way' as figure, w.part, count(t.way) as amount
    from spans s cross join unnest(array['phone', 'people', 'public-site']) w(part)
    left join taken t on t.quarter = s.quarter and t.way = w.part
    group by 1, 3
    union all
    select s.quarter, 'reports-by-region', p.kato, count(t.region)
    from spans s cross join public.places p
    left join taken t on t.quarter = s.quarter and t.region = p.kato
    where p.kato ~ '0000000$'
    group by 1, 3
  ),
  tables as (
    select quarter, figure, array_agg(part order by part) as part,
      sec.figures_published(array_agg(amount order by part)) as amount
    from parts group by 1, 2
  ),
  singles as (
    select quarter, 'reports' as figure, count(t.way) as amount
    from spans left join taken t using (quarter) group by 1
    union all
    select s.quarter, 'orders-issued', count(o.id)
    from spans s left join public.orders o on o.issued_at >= s.since and o.issued_at < s.until group by 1
    union all
    select s.quarter, 'orders-served', count(o.id)
    from spans s left join public.orders o on o.served_at >= s.since and o.served_at < s.until group by 1
  ),
  done as (
    select s.quarter, count(d.id) as whole, count(d.id) filter (where d.ended_at <= d.due_at) as part
    from spans s
    left join public.duties d
      on d.state = 'done' and d.basis = 'law' and d.due_at is not null and d.ended_at >= s.since and d.ended_at < s.until
    group by 1
  ),
  waits as (
    select s.quarter, count(r.id) as whole,
      percentile_cont(0.5) within group (order by extract(epoch from r.picked_up_at - r.received_at)::float8) as seconds
    from spans s left join public.reports r on r.picked_up_at >= s.since and r.picked_up_at < s.until
    group by 1
  )
  select quarter, figure, null, (sec.figures_published(array[amount]))[1]::integer, 'count' from singles
  union all
  select quarter, figure, u.part, u.amount::integer, 'count' from tables cross join unnest(tables.part, tables.amount) u(part, amount)
  union all
  select quarter, 'duties-in-time', null, sec.share_published(part, whole), 'percent' from done
  union all
  -- To the quarter of an hour: the middle one of thirty is still somebody's own time.
  select quarter, 'first-action', null, case when whole >= 30 then (ceil(seconds / 900) * 15)::integer end, 'minutes' from waits
$$;
comment on function sec.published_figures is
  'What may be known of quarters that are over, at most four; null is what may not. Says nothing of a person, a unit or a day';
grant execute on function sec.published_figures, sec.figures_published, sec.share_published to umai_public;
set local role umai_migrator;
