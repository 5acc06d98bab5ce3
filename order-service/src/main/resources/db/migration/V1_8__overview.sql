-- What the other services have said of an order, for those who look for it. An order that nothing was said of has no row.
create table order_heard (
    order_id   uuid   primary key,
    payment    text,
    captured   bigint not null default 0,
    refunded   bigint not null default 0,
    parcels    int    not null default 0,
    dispatched int    not null default 0,
    delivered  int    not null default 0
);

create index orders_of_status on orders (status, id desc);
create index orders_by_time on orders (created_at);
create index order_line_of_sku on order_line (sku, order_id);
create index order_line_words on order_line using gin (to_tsvector('simple', title || ' ' || sku));
