-- An alarm that a person has seen to leaves the operators' list and stays here for a while, as history.
alter table order_alarm
    add column acknowledged_at timestamptz,
    add column acknowledged_by uuid,
    add constraint acknowledged_by_somebody check ((acknowledged_at is null) = (acknowledged_by is null));

create index order_alarm_open on order_alarm (raised_at, order_id, id) where acknowledged_at is null;
create index order_alarm_acknowledged on order_alarm (acknowledged_at) where acknowledged_at is not null;
