-- Files that people bring into a case: photographs, scans, medical papers, recordings. What was brought is sealed byte for
-- byte with its hash and never changed; beside it lies a copy to look at, without what cameras hide in a picture.

create table attachments (
  id uuid primary key,
  case_id uuid not null references cases,
  class text not null check (class in ('evidence', 'medical')),
  kind text not null check (kind in ('photo', 'scan', 'message', 'medical', 'recording', 'other')),
  about_sealed text not null,
  state text not null default 'arriving' check (state in ('arriving', 'kept')),
  media_type text,
  bytes integer not null check (bytes between 1 and 20971520),
  parts integer not null check (parts between 1 and 20),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  shown_type text,
  added_by uuid not null references users,
  unit_id uuid not null references units,
  added_at timestamptz(3) not null,
  kept_at timestamptz(3),
  check ((state = 'kept') = (kept_at is not null and media_type is not null))
);
comment on table attachments is 'Files brought into a case, sealed; the hash is of the bytes as they came';
comment on column attachments.shown_type is 'Media type of the copy to look at; null where there is none and only the original can be saved';
create index attachments_case on attachments (case_id, added_at desc);
create index attachments_arriving on attachments (added_at) where state = 'arriving';
create index attachments_unit on attachments (unit_id);
create index attachments_added_by on attachments (added_by);

create table attachment_parts (
  attachment_id uuid not null references attachments on delete cascade,
  copy text not null check (copy in ('original', 'shown')),
  number integer not null check (number between 1 and 20),
  case_id uuid not null references cases,
  class text not null check (class in ('evidence', 'medical')),
  sealed text not null,
  primary key (attachment_id, copy, number)
);
comment on table attachment_parts is 'Bytes of files of cases in pieces, so that a lost connection costs one piece';
create index attachment_parts_case on attachment_parts (case_id);

select sec.guard_by_case('attachments', jobs => '{select,delete}');
select sec.guard_by_case('attachment_parts', verbs => '{insert}', jobs => '{select,delete}');

-- A referral opens evidence and medical papers apart.
do $$
declare
  guarded text;
  shown text := format('(class = ''evidence'' and %s) or (class = ''medical'' and %s)',
    sec.in_seen_case('case_id', 'evidence'), sec.in_seen_case('case_id', 'medical'));
begin
  foreach guarded in array array['attachments', 'attachment_parts'] loop
    execute format('create policy %I on %s as restrictive to umai_desk using (%s) with check (%s)',
      'classes open ' || replace(guarded, '_', ' '), guarded, shown, shown);
  end loop;
end
$$;

-- What was brought stays as it was brought.
create policy "what is kept stays as it came" on attachments as restrictive for update to umai_desk
  using (state = 'arriving' and added_by = (select sec.uid())) with check (added_by = (select sec.uid()));
create policy "nothing is added to what is kept" on attachment_parts as restrictive for insert to umai_desk
  with check (exists (select from attachments a
    where a.id = attachment_id and a.case_id = attachment_parts.case_id and a.class = attachment_parts.class
      and a.state = 'arriving' and a.added_by = (select sec.uid())));

-- The package of a breach tells what happened: a unit that was shown other fields of the case does not get it.
do $$
begin
  execute format('create policy "evidence is shown where it was ticked" on documents as restrictive for select to umai_desk using (kind <> ''evidence'' or %s)',
    sec.in_seen_case('case_id', 'evidence'));
end
$$;
