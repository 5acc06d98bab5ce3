-- Finds uploads that were announced and never completed.
CREATE INDEX product_image_awaiting_upload ON product_image (created_at) WHERE status = 'AWAITING_UPLOAD';

-- Which worker looks after an upload. The random tail of a UUIDv7 spreads evenly; its head is the time.
CREATE FUNCTION upload_shard(id uuid, shards int) RETURNS int
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ((hashtextextended(id::text, 0) & 9223372036854775807) % shards)::int;
