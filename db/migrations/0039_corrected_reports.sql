-- A corrected channel, speaker or place is corrected in lists as well: the row of a report follows its latest version.
grant update (channel, speaker, place_kato) on reports to umai_desk;
