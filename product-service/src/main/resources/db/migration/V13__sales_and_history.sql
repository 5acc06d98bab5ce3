-- variant.amount is the list price. A sale is a lower one for some time, in the variant's currency.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE sale_price (
    sku       text NOT NULL REFERENCES variant ON DELETE CASCADE,
    amount    bigint NOT NULL CHECK (amount >= 0),
    starts_at timestamptz NOT NULL,
    -- the first moment at which it is over
    ends_at   timestamptz NOT NULL,
    PRIMARY KEY (sku, starts_at),
    CHECK (starts_at < ends_at),
    EXCLUDE USING gist (sku WITH =, tstzrange(starts_at, ends_at) WITH &&)
);

-- When a sale of the product begins or ends next; what is due has not been told to search, caches and other services.
ALTER TABLE product ADD COLUMN next_price_change timestamptz;

CREATE INDEX product_next_price_change ON product (next_price_change) WHERE next_price_change IS NOT NULL;

-- Who made which version of a product, and in what it differs from the one before. Products that are older than this table
-- begin with their next version.
CREATE TABLE product_change (
    product_id uuid NOT NULL REFERENCES product,
    version    bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    -- neither of them: the price schedule
    user_id    uuid,
    import_id  uuid,
    -- {JSON pointer: {from, to}}; empty for the version with which a product was created
    changes    jsonb NOT NULL,
    PRIMARY KEY (product_id, version),
    CHECK (num_nonnulls(user_id, import_id) <= 1)
);

CREATE FUNCTION refuse_rewriting_history() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'the history of products is only added to';
END
$$;

CREATE TRIGGER product_change_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON product_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
