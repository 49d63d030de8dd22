-- Places by KATO code, each with the time it was valid, so that a paper of 2021 still finds its region.

create table places (
  kato text primary key check (kato ~ '^\d{9}$'),
  kind text not null check (kind in ('country', 'region', 'city', 'district', 'settlement')),
  parent_kato text references places,
  zone_until_2024 text not null default 'east' check (zone_until_2024 in ('east', 'west', 'kyzylorda')),
  valid_from date,
  valid_to date check (valid_to > valid_from)
);
comment on table places is 'Regions, cities and districts by KATO code, with the time of their validity';
comment on column places.valid_to is 'First day on which the place no longer existed';
create index on places (parent_kato);

create table place_names (
  kato text not null references places,
  valid_from date not null default '1991-12-16',
  name_kk text not null,
  name_ru text not null,
  name_en text not null,
  primary key (kato, valid_from)
);
comment on table place_names is 'Names of places; each holds from its day until the next';

create table place_successions (
  kato_from text not null references places,
  kato_to text not null references places,
  happened_on date not null,
  primary key (kato_from, kato_to)
);
comment on table place_successions is 'Which place came out of which, as in the splits of 2018 and 2022';
create index on place_successions (kato_to);

insert into places (kato, kind, parent_kato, zone_until_2024, valid_from, valid_to) values
  ('000000000', 'country', null, 'east', null, null),
  ('100000000', 'region', '000000000', 'east', '2022-06-08', null),
  ('110000000', 'region', '000000000', 'east', null, null),
  ('150000000', 'region', '000000000', 'west', null, null),
  ('190000000', 'region', '000000000', 'east', null, null),
  ('230000000', 'region', '000000000', 'west', null, null),
  ('270000000', 'region', '000000000', 'west', null, null),
  ('310000000', 'region', '000000000', 'east', null, null),
  ('330000000', 'region', '000000000', 'east', '2022-06-08', null),
  ('350000000', 'region', '000000000', 'east', null, null),
  ('390000000', 'region', '000000000', 'east', null, null),
  ('430000000', 'region', '000000000', 'kyzylorda', null, null),
  ('470000000', 'region', '000000000', 'west', null, null),
  ('510000000', 'region', '000000000', 'east', null, '2018-06-19'),
  ('550000000', 'region', '000000000', 'east', null, null),
  ('590000000', 'region', '000000000', 'east', null, null),
  ('610000000', 'region', '000000000', 'east', '2018-06-19', null),
  ('620000000', 'region', '000000000', 'east', '2022-06-08', null),
  ('630000000', 'region', '000000000', 'east', null, null),
  ('710000000', 'city', '000000000', 'east', null, null),
  ('750000000', 'city', '000000000', 'east', null, null),
  ('790000000', 'city', '000000000', 'east', '2018-06-19', null);

insert into place_names (kato, valid_from, name_kk, name_ru, name_en) values
  ('000000000', default, 'Қазақстан Республикасы', 'Республика Казахстан', 'Republic of Kazakhstan'),
  ('100000000', '2022-06-08', 'Абай облысы', 'область Абай', 'Abai Region'),
  ('110000000', default, 'Ақмола облысы', 'Акмолинская область', 'Akmola Region'),
  ('150000000', default, 'Ақтөбе облысы', 'Актюбинская область', 'Aktobe Region'),
  ('190000000', default, 'Алматы облысы', 'Алматинская область', 'Almaty Region'),
  ('230000000', default, 'Атырау облысы', 'Атырауская область', 'Atyrau Region'),
  ('270000000', default, 'Батыс Қазақстан облысы', 'Западно-Казахстанская область', 'West Kazakhstan Region'),
  ('310000000', default, 'Жамбыл облысы', 'Жамбылская область', 'Zhambyl Region'),
  ('330000000', '2022-06-08', 'Жетісу облысы', 'область Жетісу', 'Zhetisu Region'),
  ('350000000', default, 'Қарағанды облысы', 'Карагандинская область', 'Karaganda Region'),
  ('390000000', default, 'Қостанай облысы', 'Костанайская область', 'Kostanay Region'),
  ('430000000', default, 'Қызылорда облысы', 'Кызылординская область', 'Kyzylorda Region'),
  ('470000000', default, 'Маңғыстау облысы', 'Мангистауская область', 'Mangystau Region'),
  ('510000000', default, 'Оңтүстік Қазақстан облысы', 'Южно-Казахстанская область', 'South Kazakhstan Region'),
  ('550000000', default, 'Павлодар облысы', 'Павлодарская область', 'Pavlodar Region'),
  ('590000000', default, 'Солтүстік Қазақстан облысы', 'Северо-Казахстанская область', 'North Kazakhstan Region'),
  ('610000000', '2018-06-19', 'Түркістан облысы', 'Туркестанская область', 'Turkistan Region'),
  ('620000000', '2022-06-08', 'Ұлытау облысы', 'область Ұлытау', 'Ulytau Region'),
  ('630000000', default, 'Шығыс Қазақстан облысы', 'Восточно-Казахстанская область', 'East Kazakhstan Region'),
  ('710000000', default, 'Астана қаласы', 'город Астана', 'Astana City'),
  ('710000000', '2019-03-23', 'Нұр-Сұлтан қаласы', 'город Нур-Султан', 'Nur-Sultan City'),
  ('710000000', '2022-09-17', 'Астана қаласы', 'город Астана', 'Astana City'),
  ('750000000', default, 'Алматы қаласы', 'город Алматы', 'Almaty City'),
  ('790000000', '2018-06-19', 'Шымкент қаласы', 'город Шымкент', 'Shymkent City');

insert into place_successions (kato_from, kato_to, happened_on) values
  ('510000000', '610000000', '2018-06-19'),
  ('510000000', '790000000', '2018-06-19'),
  ('630000000', '100000000', '2022-06-08'),
  ('190000000', '330000000', '2022-06-08'),
  ('350000000', '620000000', '2022-06-08');

-- Places are public knowledge: everybody reads them, only the loader adds to them.
select sec.guard('places'), sec.guard('place_names'), sec.guard('place_successions');
create policy "everybody reads places" on places for select using (true);
create policy "everybody reads place names" on place_names for select using (true);
create policy "everybody reads place successions" on place_successions for select using (true);
grant select on places, place_names, place_successions to umai_gate, umai_desk, umai_door, umai_public, umai_jobs;
