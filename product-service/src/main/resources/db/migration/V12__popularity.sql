-- Binary logarithm of one more than the confirmed orders that have the product, rounded down: a document of the search index is
-- written again only when a product's sales have about doubled.
ALTER TABLE product ADD COLUMN popularity smallint NOT NULL DEFAULT 0;
