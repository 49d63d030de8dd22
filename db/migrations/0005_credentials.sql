-- How people sign in. The door role reads and writes this before anybody is signed in; the desk role sees no
-- secret and may only end or remove.

create table passwords (
  user_id uuid primary key references users,
  hash text not null,
  changed_at timestamptz(3) not null
);
comment on table passwords is 'Argon2id hashes';

create table one_time_codes (
  user_id uuid primary key references users,
  sealed_secret text not null,
  confirmed_at timestamptz(3),
  last_step bigint
);
comment on table one_time_codes is 'Secrets of one-time-code applications, sealed; last_step makes each code good once';

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
comment on table passkeys is 'WebAuthn credentials';
create index on passkeys (user_id);

create table challenges (
  id uuid primary key,
  user_id uuid references users,
  purpose text not null check (purpose in ('sign-in', 'step-up', 'add-passkey')),
  challenge text not null,
  expires_at timestamptz(3) not null
);
comment on table challenges is 'WebAuthn challenges that wait for their answer; deleted when answered';
create index on challenges (user_id);

create table enrolments (
  token_hash bytea primary key,
  user_id uuid not null references users,
  created_by uuid references users,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  sealed_code_secret text,
  used_at timestamptz(3)
);
comment on table enrolments is 'Invitations to set password and second factor; only the hash of the token is kept';
create index on enrolments (user_id);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  token_hash bytea not null unique,
  method text not null check (method in ('passkey', 'password')),
  device text not null default '',
  purpose text not null,
  started_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  stepped_up_at timestamptz(3),
  ends_at timestamptz(3) not null,
  ended_at timestamptz(3),
  end_reason text
);
comment on table sessions is 'Who is signed in; only the hash of the token is kept';
create index on sessions (user_id);

create table throttles (
  bucket text primary key,
  failures integer not null,
  first_at timestamptz(3) not null,
  blocked_until timestamptz(3)
);
comment on table throttles is 'Failed attempts per account and per origin; the bucket is a keyed hash, never a name or address';

select sec.guard('passwords'), sec.guard('one_time_codes'), sec.guard('passkeys'), sec.guard('challenges'),
  sec.guard('enrolments'), sec.guard('sessions'), sec.guard('throttles');

create policy "the door keeps passwords" on passwords to umai_door using (true) with check (true);
create policy "the door keeps one-time codes" on one_time_codes to umai_door using (true) with check (true);
create policy "the door keeps passkeys" on passkeys to umai_door using (true) with check (true);
create policy "the door keeps challenges" on challenges to umai_door using (true) with check (true);
create policy "the door keeps enrolments" on enrolments to umai_door using (true) with check (true);
create policy "the door keeps sessions" on sessions to umai_door using (true) with check (true);
create policy "the door keeps throttles" on throttles to umai_door using (true) with check (true);
grant select, insert, update, delete on passwords, one_time_codes, passkeys, challenges, enrolments, sessions, throttles to umai_door;

-- What an administrator does to his people: see how they sign in, take it away, invite again.
create policy "administrators see whether their people have a password" on passwords for select to umai_desk
  using (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
create policy "administrators take passwords away" on passwords for delete to umai_desk
  using (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant select (user_id, changed_at), delete on passwords to umai_desk;

create policy "administrators see whether their people have a code" on one_time_codes for select to umai_desk
  using (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
create policy "administrators take codes away" on one_time_codes for delete to umai_desk
  using (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant select (user_id, confirmed_at), delete on one_time_codes to umai_desk;

create policy "people see their passkeys, administrators those of their people" on passkeys for select to umai_desk
  using (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
create policy "administrators take passkeys away" on passkeys for delete to umai_desk
  using (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant select (id, user_id, name, created_at, last_used_at), delete on passkeys to umai_desk;

create policy "administrators see invitations of their people" on enrolments for select to umai_desk
  using (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
create policy "administrators invite their people" on enrolments for insert to umai_desk
  with check (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))) and created_by = (select sec.uid()));
create policy "administrators withdraw invitations" on enrolments for delete to umai_desk
  using (user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant select (user_id, created_by, created_at, expires_at, used_at), insert, delete on enrolments to umai_desk;

create policy "people see their sessions, administrators those of their people" on sessions for select to umai_desk
  using (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
create policy "people end their sessions, administrators those of their people" on sessions for update to umai_desk
  using (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))))
  with check (user_id = (select sec.uid()) or user_id = any (array(select sec.user_ids_of_agencies('manage-users'))));
grant select (id, user_id, method, device, purpose, started_at, last_seen_at, stepped_up_at, ends_at, ended_at, end_reason),
  update (ended_at, end_reason) on sessions to umai_desk;
