-- The package of evidence of a breach is a paper like the others.
alter table documents drop constraint documents_kind_check;
alter table documents add constraint documents_kind_check check (kind in ('order', 'order-copy', 'evidence'));
