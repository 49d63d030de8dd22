-- The functions that every question asks were planned anew for each call, because what they are given may be rare or common.
-- Their best way is the same for all, and planning took as long as the answer: half of what listing one's cases cost.

set local role umai_gate;

alter function sec.seen_cases(text) set plan_cache_mode = force_generic_plan;
alter function sec.led_cases() set plan_cache_mode = force_generic_plan;
alter function sec.unit_ids(text) set plan_cache_mode = force_generic_plan;
alter function sec.find_people(text[], text[], date, integer) set plan_cache_mode = force_generic_plan;
alter function sec.find_cases(text, integer) set plan_cache_mode = force_generic_plan;
alter function sec.match_candidates(bytea, bytea[], text[], text[], text, text, date) set plan_cache_mode = force_generic_plan;
alter function sec.earlier_contacts(text, bytea[]) set plan_cache_mode = force_generic_plan;
alter function sec.subject_key(uuid) set plan_cache_mode = force_generic_plan;
