-- Feeds that are imported again and again, by the name that an operator gave them.
CREATE TABLE feed (
    name          text PRIMARY KEY,
    url           text NOT NULL,
    registered_by uuid NOT NULL,
    registered_at timestamptz NOT NULL
);

-- Where an import comes from, if it was not uploaded.
ALTER TABLE catalogue_import
    ADD COLUMN source_url text,
    -- its name then: the import stays when the feed is no longer registered
    ADD COLUMN feed text,
    -- the file is in object storage, under this key; without one under that of an upload
    ADD COLUMN fetched boolean NOT NULL DEFAULT true,
    ADD COLUMN file text,
    -- what the source said of the file, and what the parser took from it: the next import asks for nothing but a newer one
    ADD COLUMN etag text,
    ADD COLUMN last_modified text,
    ADD COLUMN parser text,
    ADD COLUMN unmodified boolean NOT NULL DEFAULT false;

CREATE UNIQUE INDEX catalogue_import_of_feed_running ON catalogue_import (feed) WHERE status = 'RUNNING';
CREATE INDEX catalogue_import_of_feed ON catalogue_import (feed, id) WHERE feed IS NOT NULL;
CREATE INDEX catalogue_import_of_source ON catalogue_import (source_url, id) WHERE fetched AND source_url IS NOT NULL;
