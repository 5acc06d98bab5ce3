-- What comes late of parcels that were cancelled is not counted any more.
alter table order_heard add column parcels_cancelled boolean not null default false;
