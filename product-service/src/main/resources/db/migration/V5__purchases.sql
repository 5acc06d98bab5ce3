-- Who bought what, learnt from the events of order-service. Kept for souk.purchases.kept-for, then cleared away by a job.
CREATE TABLE purchase_order (
    order_id     uuid PRIMARY KEY,
    -- null when the account is gone: the purchase still counts, for nobody
    shopper_id   uuid,
    status       text NOT NULL CHECK (status IN ('PLACED', 'CONFIRMED', 'CANCELLED')),
    confirmed_at timestamptz,
    heard_at     timestamptz NOT NULL,
    CHECK (status <> 'CONFIRMED' OR confirmed_at IS NOT NULL)
);

CREATE INDEX purchase_order_by_shopper ON purchase_order (shopper_id, order_id) WHERE shopper_id IS NOT NULL;
CREATE INDEX purchase_order_by_age ON purchase_order (heard_at);

-- A product in an order, whatever the quantity and however many of its variants.
CREATE TABLE purchase (
    order_id   uuid NOT NULL REFERENCES purchase_order ON DELETE CASCADE,
    product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    -- its order is confirmed, and product_trend knows
    counted    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (order_id, product_id)
);

CREATE INDEX purchase_of_product ON purchase (product_id, order_id DESC) WHERE counted;

-- ln(sum of 2^(t / half-life)) over the confirmed purchases of a product, t in seconds since 1970: an order that does not
-- change as time passes, so that no row is rewritten for growing old. The half-life is Trends.HALF_LIFE; who changes it
-- recomputes this table from purchase in a migration.
CREATE TABLE product_trend (
    product_id uuid PRIMARY KEY REFERENCES product ON DELETE CASCADE,
    score      double precision NOT NULL
);

CREATE INDEX product_trend_by_score ON product_trend (score DESC, product_id);

-- Accounts that were deleted: an order of theirs that is heard of later belongs to nobody.
CREATE TABLE deleted_shopper (
    shopper_id uuid PRIMARY KEY,
    deleted_at timestamptz NOT NULL
);

-- For suggestions: what a brand has.
CREATE INDEX product_by_brand ON product (brand, id) WHERE status = 'PUBLISHED';
