-- Counts the edits: what an editor's If-Match is compared with.
ALTER TABLE category ADD COLUMN version bigint NOT NULL DEFAULT 1;

CREATE INDEX category_by_parent ON category (parent_id);
