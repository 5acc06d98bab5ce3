-- What came back and can be sold again: each return once, and never more of a line than was sold of it.
ALTER TABLE reservation_line
    ADD COLUMN returned bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT no_more_returned_than_sold CHECK (returned BETWEEN 0 AND quantity);

CREATE TABLE restock (
    return_id    uuid NOT NULL,
    order_id     uuid NOT NULL,
    sku          text COLLATE "C" NOT NULL,
    warehouse    text COLLATE "C" NOT NULL,
    quantity     bigint NOT NULL CONSTRAINT quantity_is_positive CHECK (quantity > 0),
    restocked_at timestamptz NOT NULL,
    PRIMARY KEY (return_id, sku, warehouse),
    FOREIGN KEY (order_id, sku, warehouse) REFERENCES reservation_line
);

CREATE INDEX restock_of_order ON restock (order_id);
