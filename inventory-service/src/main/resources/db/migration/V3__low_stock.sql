-- From when on a SKU runs low. While low, it has been said once, and is not said again before the stock has recovered.
CREATE TABLE low_stock_threshold (
    sku       text COLLATE "C" PRIMARY KEY,
    threshold bigint NOT NULL CONSTRAINT threshold_is_positive CHECK (threshold > 0),
    low       boolean NOT NULL,
    set_by    uuid NOT NULL,
    set_at    timestamptz NOT NULL
);

CREATE INDEX low_sku ON low_stock_threshold (sku) WHERE low;
