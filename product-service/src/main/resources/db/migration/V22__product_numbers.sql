-- Short names of products, for lists of many of them: a cursor of search names those that were shown. Dense, as the sequence is
-- asked only for new products; never told to anybody as such, and never changed.
ALTER TABLE product ADD COLUMN number bigint NOT NULL GENERATED ALWAYS AS IDENTITY;
