-- How often each product was looked at on each day (UTC), and by how many visitors (an estimate, see UniqueVisitors).
CREATE TABLE product_view (
    product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    day        date NOT NULL,
    views      bigint NOT NULL CHECK (views > 0),
    visitors   bigint NOT NULL CHECK (visitors >= 0),
    PRIMARY KEY (product_id, day)
);

CREATE INDEX product_view_by_day ON product_view (day);

-- One row: the place in the Redis stream of views up to which they are counted in product_view.
CREATE TABLE view_cursor (
    one_row  boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    millis   bigint NOT NULL,
    sequence bigint NOT NULL
);

INSERT INTO view_cursor (millis, sequence) VALUES (0, 0);

COMMENT ON TABLE product_trend IS 'See V5. Visitors weigh in, too (Trends.VISITOR), so a recomputation also reads product_view.';

-- For related products: what of a category is on sale.
CREATE INDEX product_on_sale_by_category ON product (category_id, id) WHERE status = 'PUBLISHED';
