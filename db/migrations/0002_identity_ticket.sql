set local role umai_gate;

-- Who is asking. The application sets umai.ticket for one transaction; only a ticket signed with a key that
-- no application role can read makes sec.uid() anything but null.

create table sec.ticket_keys (
  id text primary key,
  inner_half bytea not null check (length(inner_half) = 64),
  outer_half bytea not null check (length(outer_half) = 64),
  is_retired boolean not null default false
);
comment on table sec.ticket_keys is 'Keys of identity tickets as the two padded halves of HMAC-SHA-256 (RFC 2104)';
alter table sec.ticket_keys enable row level security;
alter table sec.ticket_keys force row level security;
create policy "the gate reads ticket keys" on sec.ticket_keys to umai_gate using (true) with check (true);

create function sec.claims(out user_id uuid, out session_id uuid, out purpose text, out is_stepped_up boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  part text[] := string_to_array(nullif(current_setting('umai.ticket', true), ''), '.');
  key sec.ticket_keys;
  payload bytea;
  seconds_left numeric;
begin
  if cardinality(part) is distinct from 8 or part[1] <> 'v1' or part[8] !~ '^[0-9a-f]{64}$' then
    return;
  end if;
  select * into key from sec.ticket_keys k where k.id = part[2] and not k.is_retired;
  if not found then
    return;
  end if;
  payload := convert_to(array_to_string(part[1:7], '.'), 'UTF8');
  -- Hashing both sides once more leaves nothing to learn from how long the comparison takes.
  if sha256(key.outer_half || decode(part[8], 'hex'))
    is distinct from sha256(key.outer_half || sha256(key.outer_half || sha256(key.inner_half || payload))) then
    return;
  end if;
  -- The start of the transaction counts, so that a ticket does not run out between two of its statements.
  seconds_left := part[7]::numeric - extract(epoch from now());
  if seconds_left < 0 or seconds_left > 90 then
    return;
  end if;
  user_id := part[3]::uuid;
  session_id := part[4]::uuid;
  purpose := part[5];
  is_stepped_up := part[6] = '1';
end
$$;
comment on function sec.claims is 'What the identity ticket of this transaction says; nulls when there is none, or it is forged or expired';

create function sec.is_stepped_up() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce((select is_stepped_up from sec.claims()), false) $$;

grant execute on function sec.claims, sec.is_stepped_up to umai_desk, umai_door, umai_jobs;

-- Every table begins with this: row-level security on and forced on its owner, nothing for anybody but the
-- loader. What others may do is said by the policies beside the table.
create function sec.guard(guarded regclass) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format('revoke all on %s from public', guarded);
  execute format('grant select, insert, update, delete on %s to umai_loader', guarded);
  execute format('create policy %I on %s to umai_loader using (true) with check (true)', 'the loader loads ' || replace(guarded::text, '_', ' '), guarded);
end
$$;
grant execute on function sec.guard to umai_migrator;
