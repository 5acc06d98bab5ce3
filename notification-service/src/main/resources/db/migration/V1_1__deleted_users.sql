-- Accounts that user-service has deleted. Nothing is told or kept of their orders any more, whenever news of them comes; order_owner stays
-- to know them by, and holds ids only.
create table deleted_user (
    user_id    uuid primary key,
    deleted_at timestamptz not null
);

alter table mail drop constraint mail_notification_id_fkey;
alter table mail add foreign key (notification_id) references notification on delete cascade;
