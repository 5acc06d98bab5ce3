-- Accounts that were deleted: their orders forget the person as soon as they have ended.
create table deleted_user (
    user_id    uuid        primary key,
    deleted_at timestamptz not null
);

-- When the personal fields of an event were replaced; null for an event as it was written.
alter table order_event add column erased_at timestamptz;
