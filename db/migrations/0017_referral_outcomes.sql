-- What came of a referral that was accepted, in a word that can be counted.

alter table referrals add column outcome text check (outcome in ('help-given', 'person-left', 'passed-on'));
alter table referrals add constraint referrals_outcome_check_state check (outcome is null or state = 'ended');
comment on column referrals.outcome is 'Said by the unit that helped when it ended its part';
