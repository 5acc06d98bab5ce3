-- The queue of the search index is two: what feeds and jobs change, many products at once, waits behind what people change, so
-- that an edit is searchable within a second whatever is being imported.
ALTER TABLE product ADD COLUMN queued_behind boolean NOT NULL DEFAULT false;

CREATE INDEX product_queue ON product (queued_behind, queued_at, id)
    WHERE greatest(indexed_revision, refused_revision) < revision;
DROP INDEX product_to_index;

-- Where a product belongs when a feed or a job changes it: behind, unless it waits for what somebody has changed.
CREATE FUNCTION queues_behind(product) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN ($1).queued_behind OR greatest(($1).indexed_revision, ($1).refused_revision) >= ($1).revision;
