-- What shoppers say of products that they bought: one review of each shopper and product.
CREATE TABLE review (
    id               uuid PRIMARY KEY,
    product_id       uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    -- null when the account is gone: the review stays, of nobody
    shopper_id       uuid,
    rating           smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
    title            text,
    body             text,
    -- the name that the shopper wants to be shown; null for none
    author           text,
    status           text NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED')),
    rejection_reason text,
    -- counts the edits and decisions: what an If-Match is compared with
    version          bigint NOT NULL,
    moderated_by     uuid,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    UNIQUE (product_id, shopper_id),
    CHECK ((status = 'REJECTED') = (rejection_reason IS NOT NULL))
);

CREATE INDEX review_shown ON review (product_id, id DESC) WHERE status = 'APPROVED';
CREATE INDEX review_by_status ON review (status, id);
CREATE INDEX review_by_shopper ON review (shopper_id) WHERE shopper_id IS NOT NULL;

-- How many approved reviews of a product give it one star, two, and so on up to five; written with the approval.
CREATE TABLE product_rating (
    product_id uuid PRIMARY KEY REFERENCES product ON DELETE CASCADE,
    stars      bigint[] NOT NULL CHECK (cardinality(stars) = 5 AND 0 <= ALL (stars)),
    -- grows with each change: part of the product's ETag
    version    bigint NOT NULL
);
