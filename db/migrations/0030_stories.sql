-- Words that people leave for the public wall. What would tell who wrote is masked before they are stored, so that they lie
-- here as they may be shown: the host of the public site holds no key. The one who wrote is known by a receipt alone.

alter table permissions no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('moderate-stories');
insert into role_permissions (role, permission) values
  ('centre-worker', 'moderate-stories'), ('ombudsman', 'moderate-stories'), ('unit-head', 'moderate-stories');
alter table permissions force row level security;
alter table role_permissions force row level security;

create table stories (
  id uuid primary key,
  locator bytea not null check (length(locator) = 32),
  lang text not null check (lang in ('kk', 'ru', 'en')),
  since text check (since in ('weeks', 'months', 'half-year', 'year', 'years')),
  words text check (length(words) between 1 and 6000),
  state text not null check (state in ('waiting', 'second-look', 'published', 'refused', 'withdrawn')),
  reason text check (reason in ('recognisable', 'not-own', 'graphic', 'insult', 'advert', 'in-danger')),
  is_sample boolean not null default false,
  version integer not null default 1 check (version > 0),
  written_at timestamptz(3) not null,
  moved_at timestamptz(3) not null,
  asked_by uuid references users,
  decided_by uuid references users,
  constraint stories_gone_are_unreadable check ((state in ('refused', 'withdrawn')) = (words is null)),
  constraint stories_refused_say_why check ((state = 'refused') = (reason is not null)),
  constraint stories_second_look_is_by_another check (asked_by is distinct from decided_by or asked_by is null)
);
comment on table stories is 'Words left for the public wall, masked before they came here; moments are hours, ids are random';
comment on column stories.locator is 'From the receipt and a pepper that is not in the database';
comment on column stories.words is 'Masked before they came; gone for ever when withdrawn or refused';
comment on column stories.asked_by is 'Who asked for a second look; another one decides';
create unique index stories_locator on stories (locator);
create index stories_wall on stories (moved_at desc, id) where state = 'published';
create index stories_queue on stories (state, written_at, id);
create index stories_asked_by on stories (asked_by);
create index stories_decided_by on stories (decided_by);

select sec.guard('stories');

create policy "the gate counts stories" on stories for select to umai_gate using (true);
grant select (id, state, locator) on stories to umai_gate;

set local role umai_gate;
create function sec.has_room_for_stories() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select count(*) < 500 from public.stories s where s.state in ('waiting', 'second-look') $$;
comment on function sec.has_room_for_stories is 'Whether moderators can still get through what waits; a flood ends here, and says nothing of who wrote';
create function sec.own_story_id() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select s.id from public.stories s where s.locator = sec.presented_locator() $$;
comment on function sec.own_story_id is 'The story of the receipt that was typed';
grant execute on function sec.has_room_for_stories, sec.own_story_id to umai_public;
set local role umai_migrator;

create policy "everybody reads the wall" on stories for select to umai_public using (state = 'published');
create policy "a receipt finds its story" on stories for select to umai_public using (id = (select sec.own_story_id()));
create policy "somebody leaves a story" on stories for insert to umai_public
  with check (
    locator = (select sec.presented_locator()) and state = 'waiting' and not is_sample and version = 1
    and reason is null and asked_by is null and decided_by is null and (select sec.has_room_for_stories())
  );
create policy "a receipt withdraws its story" on stories for update to umai_public
  using (locator = (select sec.presented_locator()))
  with check (locator = (select sec.presented_locator()) and state = 'withdrawn');
grant select (id, lang, since, words, state, reason, is_sample, written_at, moved_at, version),
  insert (id, locator, lang, since, words, state, written_at, moved_at),
  update (state, words, reason, moved_at)
  on stories to umai_public;

create policy "moderators read stories that were not withdrawn" on stories for select to umai_desk
  using ((select sec.may('moderate-stories')) and state <> 'withdrawn');
create policy "moderators decide on stories" on stories for update to umai_desk
  using ((select sec.may('moderate-stories')) and state <> 'withdrawn')
  with check (
    (select sec.may('moderate-stories')) and state <> 'withdrawn'
    and (decided_by is null or decided_by = (select sec.uid()) or state in ('waiting', 'published'))
  );
grant select (id, lang, since, words, state, reason, is_sample, written_at, moved_at, version, asked_by, decided_by),
  update (words, state, reason, moved_at, version, asked_by, decided_by)
  on stories to umai_desk;
