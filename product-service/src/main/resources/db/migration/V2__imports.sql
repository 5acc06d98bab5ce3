CREATE TABLE catalogue_import (
    id           uuid PRIMARY KEY,
    file_name    text NOT NULL,
    status       text NOT NULL CHECK (status IN ('RUNNING', 'COMPLETED', 'FAILED')),
    -- the checkpoint: so many lines have taken effect; committed together with that effect
    lines        bigint NOT NULL DEFAULT 0,
    -- the whole file is in the database; what is missing is only that search shows it
    loaded       boolean NOT NULL DEFAULT false,
    created      bigint NOT NULL DEFAULT 0,
    changed      bigint NOT NULL DEFAULT 0,
    unchanged    bigint NOT NULL DEFAULT 0,
    failed       bigint NOT NULL DEFAULT 0,
    indexed      bigint NOT NULL DEFAULT 0,
    failure      text,
    worker       uuid,
    leased_until timestamptz,
    attempts     int NOT NULL DEFAULT 0,
    requested_by uuid NOT NULL,
    requested_at timestamptz NOT NULL,
    ended_at     timestamptz
);

CREATE INDEX catalogue_import_running ON catalogue_import (id) WHERE status = 'RUNNING';

CREATE TABLE catalogue_import_error (
    import_id uuid NOT NULL REFERENCES catalogue_import ON DELETE CASCADE,
    line      bigint NOT NULL,
    detail    text NOT NULL,
    PRIMARY KEY (import_id, line)
);

-- The products that a running import has brought, emptied when it ends: finds an id that comes twice in one file, and
-- what the search index still has to take up.
CREATE TABLE catalogue_import_product (
    import_id   uuid NOT NULL REFERENCES catalogue_import ON DELETE CASCADE,
    external_id text NOT NULL,
    feed_hash   bytea NOT NULL,
    line        bigint NOT NULL,
    product_id  uuid NOT NULL,
    revision    bigint NOT NULL,
    PRIMARY KEY (import_id, external_id)
);
