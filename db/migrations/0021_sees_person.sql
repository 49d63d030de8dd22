-- Whoever oversees twenty thousand cases had them all listed for every name that was shown to him. Whether one person is
-- seen is asked here of the few cases that this person is in.

set local role umai_gate;

create function sec.sees_person(wanted uuid, field_class text default null) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  walled uuid[];
begin
  if not sec.may('read-cases') then
    return false;
  end if;
  walled := sec.walled_cases();
  return exists (
    select from public.case_people cp
    where cp.person_id = wanted
      and not (cp.case_id = any (walled))
      -- The case is given to the one who asks, with the fields that tell of a child or of the accused where the person is one.
      and sec.sees_case(cp.case_id, case cp.role when 'child' then 'child' when 'alleged' then 'accused' end)
      and (field_class is null or sec.sees_case(cp.case_id, field_class))
  );
end
$$;
comment on function sec.sees_person is 'Whether a person is in a case one sees, with the fields that show him or her, and no wall before it; with a field class, whether those fields are shown too';
grant execute on function sec.sees_person to umai_desk;

set local role umai_migrator;

alter policy "staff read people of their cases" on people
  using (id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(id));
alter policy "those who work a case correct its people" on people
  using ((select sec.may('work-cases')) and (id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(id)));
alter policy "staff read names of people they see" on person_names
  using (person_id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(person_id));
alter policy "staff who see contacts read identifiers" on person_identifiers using (sec.sees_person(person_id, 'contact'));
alter policy "staff who see contacts read safe contacts" on safe_contacts using (sec.sees_person(person_id, 'contact'));
alter policy "staff read relations between people they see" on person_relations
  using (sec.sees_person(person_id) and sec.sees_person(relative_id));
