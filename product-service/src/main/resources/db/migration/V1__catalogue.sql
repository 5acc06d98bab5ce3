-- The catalogue. Product search is a read model of these tables; its queue is product.indexed_revision < revision.

CREATE TABLE category (
    id        uuid PRIMARY KEY,
    -- slugs from the root to this category, for example audio/headphones: the public name, and what makes a subtree a prefix
    path      text NOT NULL UNIQUE CHECK (path ~ '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$'),
    name      text NOT NULL CHECK (name <> ''),
    parent_id uuid REFERENCES category
);

CREATE TABLE product (
    id               uuid PRIMARY KEY,
    external_id      text UNIQUE,
    title            text NOT NULL CHECK (title <> ''),
    description      text NOT NULL,
    brand            text,
    category_id      uuid NOT NULL REFERENCES category,
    attributes       jsonb NOT NULL,
    status           text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
    -- counts the edits: what an editor's If-Match is compared with
    version          bigint NOT NULL CHECK (version > 0),
    -- counts everything that search shows (edits and stock running out or coming back): the external version in the index
    revision         bigint NOT NULL CHECK (revision >= version),
    indexed_revision bigint NOT NULL DEFAULT 0,
    -- of the feed line that was taken over last; null for a product that no feed has brought
    feed_hash        bytea,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);

CREATE INDEX product_to_index ON product (id) WHERE indexed_revision < revision;
CREATE INDEX product_on_sale ON product (id) WHERE status = 'PUBLISHED';
CREATE INDEX product_by_category ON product (category_id, id);

CREATE TABLE variant (
    sku        text PRIMARY KEY CHECK (sku <> ''),
    product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    position   int NOT NULL,
    amount     bigint NOT NULL CHECK (amount >= 0),
    currency   char(3) NOT NULL,
    attributes jsonb NOT NULL
);

CREATE INDEX variant_by_product ON variant (product_id, position);

-- What inventory-service last said; may know SKUs that the catalogue does not have (yet).
CREATE TABLE stock_level (
    sku       text PRIMARY KEY,
    available bigint NOT NULL CHECK (available >= 0),
    version   bigint NOT NULL
);

CREATE TABLE product_image (
    id           uuid PRIMARY KEY,
    product_id   uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    status       text NOT NULL CHECK (status IN ('AWAITING_UPLOAD', 'PUBLISHED')),
    file_name    text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL CHECK (size > 0),
    media_key    text,
    width        int,
    height       int,
    created_at   timestamptz NOT NULL,
    CHECK (status <> 'PUBLISHED' OR (media_key IS NOT NULL AND width > 0 AND height > 0))
);

CREATE INDEX product_image_by_product ON product_image (product_id, id);
