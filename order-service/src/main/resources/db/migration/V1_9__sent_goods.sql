-- What has left of an order that comes in several parcels: only that can come back before all of it is delivered. Nothing is known
-- of parcels that left before this version.
create table sent_goods (
    shipment_id uuid not null,
    sku         text not null,
    order_id    uuid not null references orders (id),
    quantity    int  not null check (quantity > 0),
    primary key (shipment_id, sku)
);

create index sent_goods_of_order on sent_goods (order_id);
