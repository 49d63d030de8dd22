-- A queue looked through all that is open in the unit for what nobody has taken yet, and read each of these rows whole to count
-- them.

create index duties_desk on duties (unit_id, desk, assignee_id) where state = 'open';
drop index duties_unit;
create index duties_unit on duties (unit_id, due_at, id) include (case_id, desk) where state = 'open';

-- What people of one case are to each other was asked of each of them apart.
alter policy "staff read relations between people they see" on person_relations
  using ((person_id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(person_id))
    and (relative_id = any ((select sec.people_in_hand())::uuid[]) or sec.sees_person(relative_id)));
