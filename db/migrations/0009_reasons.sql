-- Why a unit was closed and why a person no longer works here: the audit log holds no free text.

alter table units add column close_reason text;
comment on column units.close_reason is 'What the administrator wrote when closing the unit';
alter table users add column deactivation_reason text;
comment on column users.deactivation_reason is 'What the administrator wrote when ending the work of this person';
