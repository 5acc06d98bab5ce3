-- A SKU that many want at the same moment: so many pieces, so many for each shopper. Of one SKU one sale at a time is open.
create table flash_sale (
    id         uuid        primary key,
    sku        text        not null,
    pieces     int         not null check (pieces > 0),
    per_user   int         not null check (per_user > 0),
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    -- in orders that stand
    taken      int         not null default 0 check (taken >= 0),
    -- grows with every change
    version    bigint      not null default 1,
    -- another one of the SKU has followed
    closed     boolean     not null default false,
    created_at timestamptz not null,
    created_by uuid        not null,
    changed_at timestamptz not null,
    changed_by uuid        not null,
    constraint ends_after_it_starts check (ends_at > starts_at),
    constraint never_more_than_the_pieces check (taken <= pieces)
);

create unique index flash_sale_of_sku on flash_sale (sku) where not closed;

-- Which orders have pieces of it. One that was cancelled has given them back.
create table flash_purchase (
    order_id      uuid        not null references orders (id),
    sale_id       uuid        not null references flash_sale (id),
    user_id       uuid        not null,
    quantity      int         not null check (quantity > 0),
    taken_at      timestamptz not null,
    given_back_at timestamptz,
    primary key (order_id, sale_id)
);

create index flash_purchase_standing on flash_purchase (sale_id, user_id) where given_back_at is null;
