-- In the worst minute, after a server stood still, a hundred thousand duties make their calls at once. Most of that minute went
-- into proving again for each call what the duty it was copied from has proved already, and into keys nobody asks for.

alter table escalations drop constraint escalations_pkey;
alter table escalations drop column id;
alter table escalations drop constraint escalations_duty_id_step_key;
alter table escalations add primary key (duty_id, step);

-- The job copies case and unit from the duty and its case, whose own references hold; the duty is still referred to.
alter table escalations drop constraint escalations_case_id_fkey;
alter table escalations drop constraint escalations_unit_id_fkey;
drop index escalations_case;
drop index escalations_seen_by;
create index escalations_seen_by on escalations (seen_by) where seen_by is not null;
drop index duties_ended_event;
create index duties_ended_event on duties (ended_event_id) where ended_event_id is not null;
