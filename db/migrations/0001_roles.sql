-- runs as: admin
-- The roles. Nobody owns what he uses: umai_migrator owns tables, umai_gate owns the functions that look
-- behind policies, umai_loader is what an administrator becomes to load data in bulk, and the application signs
-- in as one of the others. None of them passes row-level security.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['umai_migrator', 'umai_gate', 'umai_loader', 'umai_desk', 'umai_door', 'umai_public', 'umai_jobs'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noinherit nobypassrls noreplication', role_name);
    end if;
  end loop;
  execute format('grant umai_migrator, umai_gate, umai_loader, umai_jobs to %I', current_user);
  grant umai_gate to umai_migrator;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to umai_desk, umai_door, umai_public, umai_jobs', current_database());
  execute format('grant connect, create, temporary on database %I to umai_migrator', current_database());
end
$$;

revoke all on schema public from public;
grant usage, create on schema public to umai_migrator;
grant usage on schema public to umai_gate, umai_loader, umai_desk, umai_door, umai_public, umai_jobs;

create schema sec authorization umai_gate;
grant usage on schema sec to umai_migrator, umai_loader, umai_desk, umai_door, umai_public, umai_jobs;
grant create on schema sec to umai_migrator;

-- What the job runner keeps for itself; nothing of ours lies in it.
create schema jobs authorization umai_jobs;

-- A function is everybody's to call unless somebody remembers to revoke it; here nobody has to remember.
alter default privileges for role umai_migrator revoke execute on functions from public;
alter default privileges for role umai_gate revoke execute on functions from public;
alter default privileges revoke execute on functions from public;
