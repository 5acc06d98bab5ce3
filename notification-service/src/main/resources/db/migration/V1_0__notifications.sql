create table order_owner (
    order_id uuid primary key,
    user_id  uuid not null
);
create index order_of_owner on order_owner (user_id);

create table notification (
    id         uuid primary key,
    -- no foreign key: an event may tell of an order before another one tells whose it is
    order_id   uuid        not null,
    kind       text        not null,
    -- the order itself, or the parcel or payment of it that this is about
    subject    uuid        not null,
    title      text        not null,
    text       text        not null,
    created_at timestamptz not null,
    read_at    timestamptz,
    -- however often and under whatever message id something is announced, it is told once
    unique (subject, kind)
);
create index notification_of_order on notification (order_id, id);

create table mail (
    notification_id uuid primary key references notification,
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    sent_at         timestamptz,
    given_up_at     timestamptz,
    last_failure    text
);
create index mail_waiting on mail (next_attempt_at) where sent_at is null and given_up_at is null;
