-- What somebody affected may see of her own case, as a paper made for her. It tells what happened: a unit that was shown
-- other fields of the case neither makes nor reads it.

alter table documents drop constraint documents_kind_check;
alter table documents add constraint documents_kind_check check (kind in ('order', 'order-copy', 'evidence', 'extract'));

do $$
begin
  execute format('create policy "an extract is read where the account is" on documents as restrictive for select to umai_desk using (kind <> ''extract'' or %s)',
    sec.in_seen_case('case_id', 'narrative'));
  execute format('create policy "an extract is made where the account is" on documents as restrictive for insert to umai_desk with check (kind <> ''extract'' or %s)',
    sec.in_seen_case('case_id', 'narrative'));
end
$$;
