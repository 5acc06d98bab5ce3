-- The queue of the search index is a queue: its oldest product comes first, and how long it has waited is known at once.
-- A revision that Elasticsearch has refused for good waits no longer; the next one is tried again.
ALTER TABLE product
    ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN refused_revision bigint NOT NULL DEFAULT 0;

DROP INDEX product_to_index;
CREATE INDEX product_to_index ON product (queued_at, id) WHERE greatest(indexed_revision, refused_revision) < revision;
CREATE INDEX product_refused_by_index ON product (id) WHERE refused_revision = revision;
