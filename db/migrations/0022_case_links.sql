-- A child is never an attachment of the mother's file: it has a case and a clock of its own, linked both ways.

create table case_links (
  id uuid primary key,
  case_id uuid not null references cases,
  other_case_id uuid not null references cases,
  kind text not null check (kind in ('case-of-child', 'family-case')),
  child_id uuid not null references people,
  priority text not null check (priority in ('now', '24h', '72h', '10d')),
  reasons text[] not null,
  has_guardian_conflict boolean not null,
  linked_by uuid not null references users,
  linked_at timestamptz(3) not null
);
comment on table case_links is 'From the case of a family to that of a child and back; one row for each direction';
comment on column case_links.has_guardian_conflict is 'The alleged person may be the guardian: what a parent may do is suspended for him';
create index case_links_case on case_links (case_id, linked_at);
create index case_links_other_case on case_links (other_case_id);
create index case_links_child on case_links (child_id);

select sec.guard_by_case('case_links', field_class => 'child', verbs => '{insert}');
