-- An order is its stream of events. The row in orders and its lines are derived from it in the same transaction.

create table order_event (
    order_id    uuid        not null,
    version     int         not null check (version > 0),
    type        text        not null,
    data        jsonb       not null,
    occurred_at timestamptz not null,
    primary key (order_id, version)
);

create table orders (
    id                  uuid        primary key,
    user_id             uuid        not null,
    status              text        not null check (status in ('PENDING', 'AWAITING_PAYMENT', 'CONFIRMED', 'CANCELLING',
                                                               'SHIPPED', 'DELIVERED', 'CANCELLED')),
    version             int         not null check (version > 0),
    currency            char(3)     not null,
    total               bigint      not null check (total >= 0),
    cancellation_reason text        check (status <> 'CANCELLED' or cancellation_reason is not null),
    awaits_others       boolean     not null,
    repeats             int         not null default 0,
    repeated_at         timestamptz,
    created_at          timestamptz not null,
    expires_at          timestamptz not null,
    changed_at          timestamptz not null
);

create index orders_of_user on orders (user_id, id desc);
create index orders_unpaid on orders (expires_at) where status in ('PENDING', 'AWAITING_PAYMENT');
create index orders_awaiting_others on orders (changed_at) where awaits_others;

create table order_line (
    order_id   uuid   not null references orders (id),
    position   int    not null,
    sku        text   not null,
    title      text   not null,
    quantity   int    not null check (quantity between 1 and 1000),
    unit_price bigint not null check (unit_price >= 0),
    primary key (order_id, position),
    unique (order_id, sku)
);

-- Messages that no order can explain: each is a bug somewhere, kept until a person has looked.
create table order_alarm (
    id        bigint generated always as identity primary key,
    order_id  uuid        not null,
    what      text        not null,
    raised_at timestamptz not null
);

-- Which worker looks after an order. The random tail of a UUIDv7 spreads evenly; its head is the time.
create function order_shard(id uuid, shards int) returns int
    language sql immutable strict parallel safe
    return ((hashtextextended(id::text, 0) & 9223372036854775807) % shards)::int;
