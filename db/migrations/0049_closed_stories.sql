-- Words for the wall are closed until somebody decides on them, as letters are: they lie in a box for those who moderate and in one for
-- whoever left them. Only what is published lies open, because it was decided that everybody may read it.

create table story_keys (
  id uuid primary key,
  public_key bytea not null check (length(public_key) = 32),
  sealed_private text not null,
  made_at timestamptz(3) not null
);
comment on table story_keys is 'The key pair that closes words for the wall; the private half is sealed by the root key, which is not in the database';

alter table stories
  add column key_id uuid references story_keys,
  add column box text,
  add column own_public bytea check (length(own_public) = 32),
  add column own_box text;
create index stories_key on stories (key_id);
comment on column stories.words is 'Masked before they came; open once published, gone for ever when withdrawn or refused';
comment on column stories.box is 'The words while they wait, closed for those who moderate';
comment on column stories.own_public is 'Public half of a pair that follows from the receipt; the private half is stored nowhere';
comment on column stories.own_box is 'The words while they wait, closed for whoever left them';

alter table stories drop constraint stories_gone_are_unreadable;
-- Not valid: what waits from before is closed by the job that keeps the key; everything written from now on is held to it. What the
-- sample made up is nobody's and lies open.
alter table stories
  add constraint stories_only_published_lie_open check (
    case when state in ('refused', 'withdrawn') then words is null
      when state = 'published' or is_sample then words is not null
      else words is null end) not valid,
  add constraint stories_that_wait_are_closed check (
    (box is not null) = (state in ('waiting', 'second-look') and not is_sample)
    and (box is null) = (key_id is null) and (own_box is null or box is not null)) not valid;

select sec.guard('story_keys');
create policy "whoever leaves words closes them" on story_keys for select to umai_public using (true);
grant select (id, public_key, made_at) on story_keys to umai_public;
create policy "moderators open what waits" on story_keys for select to umai_desk using ((select sec.may('moderate-stories')));
grant select on story_keys to umai_desk;
create policy "the job runner keeps the key of stories" on story_keys for select to umai_jobs using (true);
create policy "the job runner makes the key of stories" on story_keys for insert to umai_jobs with check (true);
grant select, insert on story_keys to umai_jobs;

create policy "the job runner finds words that lie open" on stories for select to umai_jobs using (true);
create policy "the job runner closes words that wait" on stories for update to umai_jobs
  using (state in ('waiting', 'second-look') and not is_sample)
  with check (state in ('waiting', 'second-look') and not is_sample and words is null);
grant select (id, state, words, is_sample), update (words, key_id, box) on stories to umai_jobs;

revoke insert on stories from umai_public;
grant select (own_box),
  insert (id, locator, lang, since, state, written_at, moved_at, key_id, box, own_public, own_box),
  update (key_id, box, own_box)
  on stories to umai_public;
grant select (key_id, box, own_public), update (key_id, box, own_box) on stories to umai_desk;
