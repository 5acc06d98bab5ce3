-- What shoppers send back. A return is decided under the lock of its order's row.
alter table orders
    drop constraint orders_status_check,
    add constraint orders_status_check check (status in ('PENDING', 'AWAITING_PAYMENT', 'CONFIRMED', 'CANCELLING', 'SHIPPED',
                                                         'DELIVERED', 'CANCELLED', 'RETURNED'));

create table order_return (
    id           uuid        primary key,
    order_id     uuid        not null references orders (id),
    user_id      uuid        not null,
    status       text        not null check (status in ('REQUESTED', 'APPROVED', 'REJECTED', 'RECEIVED', 'REFUNDED')),
    -- in the words of the shopper and of the operator; null once their person is forgotten
    reason       text,
    note         text,
    currency     char(3)     not null,
    -- what was paid for these pieces
    refund       bigint      not null check (refund >= 0),
    -- what was really given back: less when an operator had refunded the order before
    refunded     bigint      check (refunded between 0 and refund),
    requested_at timestamptz not null,
    changed_at   timestamptz not null,
    repeats      int         not null default 0,
    repeated_at  timestamptz,
    constraint refunded_with_an_amount check ((status = 'REFUNDED') = (refunded is not null))
);

create index order_return_of_order on order_return (order_id, id);
create index order_return_of_user on order_return (user_id);
create index order_return_awaiting_refund on order_return (changed_at) where status = 'RECEIVED';

create table order_return_line (
    return_id uuid   not null references order_return (id),
    sku       text   not null,
    -- which of the order's pieces of this SKU, counted from 0: each was paid with its own share, so each comes back once
    pieces    int[]  not null check (cardinality(pieces) between 1 and 1000),
    refund    bigint not null check (refund >= 0),
    primary key (return_id, sku)
);
