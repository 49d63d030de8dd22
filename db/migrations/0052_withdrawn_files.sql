-- A file that was added to the wrong case, or shows somebody else, is withdrawn: it stays as it came, with who withdrew it, when
-- and why, and is opened only by whoever leads the work or oversees it. Nothing is deleted: evidence could vanish that way.

create table attachment_withdrawals (
  attachment_id uuid primary key references attachments,
  case_id uuid not null references cases,
  class text not null check (class in ('evidence', 'medical')),
  reason text not null check (reason in ('wrong-case', 'wrong-person', 'wrong-file', 'twice', 'not-allowed')),
  note_sealed text not null,
  withdrawn_by uuid not null references users,
  withdrawn_at timestamptz(3) not null
);
comment on table attachment_withdrawals is 'Files of a case that were withdrawn: by whom, when and why; the file itself stays';
create index attachment_withdrawals_case on attachment_withdrawals (case_id);
create index attachment_withdrawals_by on attachment_withdrawals (withdrawn_by);

select sec.guard_by_case('attachment_withdrawals', verbs => '{insert}');

do $$
declare
  shown text := format('(class = ''evidence'' and %s) or (class = ''medical'' and %s)',
    sec.in_seen_case('case_id', 'evidence'), sec.in_seen_case('case_id', 'medical'));
begin
  execute format('create policy "classes open attachment withdrawals" on attachment_withdrawals as restrictive to umai_desk using (%s) with check (%s)',
    shown, shown);
end
$$;

create policy "who added a file or leads withdraws it" on attachment_withdrawals as restrictive for insert to umai_desk
  with check (withdrawn_by = (select sec.uid()) and exists (
    select from attachments a
    where a.id = attachment_id and a.case_id = attachment_withdrawals.case_id and a.class = attachment_withdrawals.class
      and (a.added_by = (select sec.uid()) or (select sec.may('assign-cases')))
  ));
create policy "what was withdrawn is opened by who leads or oversees" on attachment_parts as restrictive for select to umai_desk
  using ((select sec.may('assign-cases')) or (select sec.may('oversee-cases'))
    or not exists (select from attachment_withdrawals w where w.attachment_id = attachment_parts.attachment_id));
