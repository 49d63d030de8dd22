-- Whoever wrote may take it back: the keys are destroyed for everybody, at once. What only the reporter may do stays
-- with the receipt; no role can delete boxes of a thread it has no receipt for.

create policy "the gate destroys boxes of the receipt's thread" on thread_key_boxes for delete to umai_gate
  using (thread_id in (select sec.own_thread_ids()));
create policy "the gate finds boxes of the receipt's thread" on thread_key_boxes for select to umai_gate
  using (thread_id in (select sec.own_thread_ids()));
create policy "the gate ends the receipt's thread" on threads for update to umai_gate
  using (locator = (select sec.presented_locator()) and shredded_at is null) with check (locator = (select sec.presented_locator()));
grant select (thread_id), delete on thread_key_boxes to umai_gate;
grant update (state, draft_box, reporter_wrapped, waits_for, ended_reason, shredded_at) on threads to umai_gate;

set local role umai_gate;

create function sec.destroy_own_thread(at timestamptz) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  delete from public.thread_key_boxes b where b.thread_id in (select sec.own_thread_ids());
  update public.threads t
  set state = 'ended', ended_reason = coalesce(t.ended_reason, 'by-reporter'), waits_for = 'nobody', draft_box = null,
    reporter_wrapped = null, shredded_at = date_trunc('hour', at)
  where t.locator = sec.presented_locator() and t.shredded_at is null;
end
$$;
comment on function sec.destroy_own_thread is 'Makes the thread of the receipt unreadable for everybody: its keys are deleted';
grant execute on function sec.destroy_own_thread to umai_public;

set local role umai_migrator;
