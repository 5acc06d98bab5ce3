CREATE TABLE warehouse (
    code text PRIMARY KEY,
    name text NOT NULL
);

INSERT INTO warehouse (code, name) VALUES ('MAIN', 'Main warehouse');

-- The one truth about goods. A statement that would oversell fails here, whatever the code above it does.
-- COLLATE "C": every instance locks rows in the same order, whatever the locale of the database.
-- No index on the quantities and room in each page: an update stays on its page and touches no index (HOT).
CREATE TABLE stock_level (
    sku       text COLLATE "C" NOT NULL CONSTRAINT sku_is_short CHECK (length(sku) BETWEEN 1 AND 64),
    warehouse text COLLATE "C" NOT NULL REFERENCES warehouse,
    available bigint NOT NULL DEFAULT 0 CONSTRAINT available_is_not_negative CHECK (available >= 0),
    reserved  bigint NOT NULL DEFAULT 0 CONSTRAINT reserved_is_not_negative CHECK (reserved >= 0),
    sold      bigint NOT NULL DEFAULT 0 CONSTRAINT sold_is_not_negative CHECK (sold >= 0),
    supplied  bigint NOT NULL DEFAULT 0 CONSTRAINT supplied_is_not_negative CHECK (supplied >= 0),
    version   bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (sku, warehouse),
    CONSTRAINT stock_adds_up CHECK (available + reserved + sold = supplied)
) WITH (fillfactor = 70);

-- Every change of `supplied`, with its reason; (reference, sku) makes a repeated supply change nothing.
CREATE TABLE supply (
    reference   text NOT NULL,
    sku         text COLLATE "C" NOT NULL,
    warehouse   text COLLATE "C" NOT NULL REFERENCES warehouse,
    quantity    bigint NOT NULL,
    reason      text NOT NULL,
    supplied_by uuid NOT NULL,
    supplied_at timestamptz NOT NULL,
    PRIMARY KEY (reference, sku)
);

CREATE INDEX supply_of_sku ON supply (sku, supplied_at);

-- One row per order that inventory has heard of, even if only its confirmation or cancellation came so far.
CREATE TABLE reservation (
    order_id   uuid PRIMARY KEY,
    state      text NOT NULL CONSTRAINT state_is_known CHECK (state IN
                   ('UNKNOWN', 'CONFIRMED_EARLY', 'CANCELLED_EARLY', 'HELD', 'REJECTED', 'RELEASED', 'COMMITTED', 'WITHDRAWN')),
    user_id    uuid,
    expires_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX held_reservation_by_expiry ON reservation (expires_at) WHERE state = 'HELD';

CREATE TABLE reservation_line (
    order_id  uuid NOT NULL REFERENCES reservation,
    sku       text COLLATE "C" NOT NULL,
    warehouse text COLLATE "C" NOT NULL,
    quantity  bigint NOT NULL CONSTRAINT quantity_is_positive CHECK (quantity > 0),
    PRIMARY KEY (order_id, sku, warehouse),
    FOREIGN KEY (sku, warehouse) REFERENCES stock_level
);

-- What a shipment carries are its order's reservation lines of the same warehouse.
CREATE TABLE shipment (
    id              uuid PRIMARY KEY,
    order_id        uuid NOT NULL REFERENCES reservation,
    warehouse       text COLLATE "C" NOT NULL REFERENCES warehouse,
    status          text NOT NULL CONSTRAINT status_is_known CHECK (status IN ('PREPARING', 'DISPATCHED', 'DELIVERED', 'CANCELLED')),
    carrier         text,
    tracking_number text,
    created_at      timestamptz NOT NULL,
    dispatched_at   timestamptz,
    delivered_at    timestamptz,
    CONSTRAINT one_shipment_per_warehouse UNIQUE (order_id, warehouse)
);
