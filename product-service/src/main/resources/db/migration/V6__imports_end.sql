-- How often a worker has died since the last checkpoint: what kills a process is not tried for ever.
-- The file is deleted some days after the end of its import.
ALTER TABLE catalogue_import
    ADD COLUMN deaths int NOT NULL DEFAULT 0,
    ADD COLUMN file_kept boolean NOT NULL DEFAULT true;

CREATE INDEX catalogue_import_file ON catalogue_import (ended_at) WHERE file_kept AND ended_at IS NOT NULL;
