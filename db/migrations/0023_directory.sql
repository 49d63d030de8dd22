-- Where help is given: who gives it, what, where and when. A place that hides has no location here at all, and is
-- never published: what is not stored cannot leak into a page, a feed, a map or an error.

create table organisations (
  id uuid primary key,
  name_kk text not null check (name_kk <> ''),
  name_ru text not null check (name_ru <> ''),
  name_en text not null check (name_en <> ''),
  certified text not null check (certified in ('yes', 'no', 'unknown')),
  created_at timestamptz(3) not null
);
comment on table organisations is 'Those who give help, for the public directory; certified says whether a certificate was seen';

create table locations (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  place_kato text not null references places,
  address_kk text not null check (address_kk <> ''),
  address_ru text not null check (address_ru <> ''),
  address_en text not null check (address_en <> ''),
  postal_code text not null check (postal_code ~ '^[0-9]{6}$'),
  is_step_free boolean not null
);
comment on table locations is 'Addresses where anybody may come; a hidden place has no row here';
create index on locations (organisation_id);
create index on locations (place_kato);

create table services (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  location_id uuid references locations,
  is_hidden boolean not null default false,
  name_kk text not null check (name_kk <> ''),
  name_ru text not null check (name_ru <> ''),
  name_en text not null check (name_en <> ''),
  place_kato text references places,
  needs text[] not null check (needs <@ '{stay,psychologist,lawyer,doctor,social-worker,children,crisis-call,mobile-group}' and cardinality(needs) > 0),
  languages text[] not null check (languages <@ '{kk,ru,en,sgn}' and cardinality(languages) > 0),
  takes_children boolean not null,
  phone text not null check (phone ~ '^[+]?[0-9]{3,15}$'),
  hours text not null check (hours ~ '^((MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))* [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9])(; (MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))* [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9])*$'),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  checked_on date not null,
  updated_at timestamptz(3) not null,
  constraint services_hidden_have_no_place check (not is_hidden or (location_id is null and place_kato is null)),
  constraint services_hidden_are_not_published check (not is_hidden or state <> 'published')
);
comment on table services is 'What help is given, when, in which languages; sgn is sign language. A hidden one has no place and is not published';
create index on services (organisation_id);
create index on services (location_id);
create index on services (place_kato);

alter table permissions no force row level security;
alter table role_permissions no force row level security;
insert into permissions (name) values ('manage-services');
insert into role_permissions (role, permission) values ('licensing-officer', 'manage-services'), ('agency-admin', 'manage-services');
alter table permissions force row level security;
alter table role_permissions force row level security;

select sec.guard('organisations'), sec.guard('locations'), sec.guard('services');

create policy "the public reads published services" on services for select to umai_public using (state = 'published' and not is_hidden);
create policy "the public reads who gives published services" on organisations for select to umai_public
  using (id = any (array(select organisation_id from services)));
create policy "the public reads where published services are given" on locations for select to umai_public
  using (id = any (array(select location_id from services where location_id is not null)));

create policy "staff read services, hidden ones only who keep the directory" on services for select to umai_desk
  using ((select sec.uid()) is not null and (not is_hidden or (select sec.may('manage-services'))));
create policy "staff read organisations" on organisations for select to umai_desk using ((select sec.uid()) is not null);
create policy "staff read locations" on locations for select to umai_desk using ((select sec.uid()) is not null);
create policy "who keep the directory add services" on services for insert to umai_desk with check ((select sec.may('manage-services')));
create policy "who keep the directory change services" on services for update to umai_desk
  using ((select sec.may('manage-services'))) with check ((select sec.may('manage-services')));
create policy "who keep the directory add organisations" on organisations for insert to umai_desk with check ((select sec.may('manage-services')));
create policy "who keep the directory change organisations" on organisations for update to umai_desk
  using ((select sec.may('manage-services'))) with check ((select sec.may('manage-services')));
create policy "who keep the directory add locations" on locations for insert to umai_desk with check ((select sec.may('manage-services')));
create policy "who keep the directory change locations" on locations for update to umai_desk
  using ((select sec.may('manage-services'))) with check ((select sec.may('manage-services')));
grant select on organisations, locations, services to umai_public;
grant select, insert, update on organisations, locations, services to umai_desk;
