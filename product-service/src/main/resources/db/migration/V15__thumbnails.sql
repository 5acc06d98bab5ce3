-- What the uploader said of the bytes beforehand; null when nothing was said.
ALTER TABLE product_image ADD COLUMN sha256 bytea;

-- Smaller copies of an image; their bytes lie beside it in object storage.
CREATE TABLE product_thumbnail (
    image_id  uuid NOT NULL REFERENCES product_image ON DELETE CASCADE,
    media_key text NOT NULL,
    width     int NOT NULL CHECK (width > 0),
    height    int NOT NULL CHECK (height > 0),
    PRIMARY KEY (image_id, media_key)
);

-- Whether anything knows a file of the storage.
CREATE INDEX product_thumbnail_by_key ON product_thumbnail (media_key);
CREATE INDEX product_image_by_key ON product_image (media_key) WHERE media_key IS NOT NULL;

-- How far the search for files that no row knows has come.
CREATE TABLE media_sweep (
    one_row   boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    after_key text NOT NULL
);

INSERT INTO media_sweep (after_key) VALUES ('');
