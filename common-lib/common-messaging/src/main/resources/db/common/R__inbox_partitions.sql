-- Repeatable, and hence after the versions of every service: theirs are higher already where this comes to a database that is
-- in use. Instances that know nothing of partitions read and write the same table.
--
-- Message ids are UUIDv7 and begin with their time, so an id is always in the same partition: a day's ids are dropped with
-- their table, and the primary key still holds for all. What was there before, and what is no UUIDv7 or comes too early, is in
-- inbox_before and inbox_other, and deleted in pieces.
DO $$
DECLARE
    tomorrow timestamptz := date_trunc('day', now(), 'UTC') + interval '1 day';
    first_id uuid := (lpad(to_hex((extract(epoch FROM tomorrow) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
BEGIN
    IF EXISTS (SELECT FROM pg_class WHERE oid = 'inbox'::regclass AND relkind = 'p') THEN
        RETURN;
    END IF;
    ALTER TABLE inbox RENAME TO inbox_before;
    ALTER TABLE inbox_before RENAME CONSTRAINT inbox_pkey TO inbox_before_pkey;
    CREATE TABLE inbox (
        consumer    text        NOT NULL,
        message_id  uuid        NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (consumer, message_id)
    ) PARTITION BY RANGE (message_id);
    CREATE TABLE inbox_other PARTITION OF inbox DEFAULT;
    EXECUTE format('WITH later AS (DELETE FROM inbox_before WHERE message_id >= %L RETURNING *)
                    INSERT INTO inbox (consumer, message_id, received_at)
                    SELECT consumer, message_id, received_at FROM later', first_id);
    EXECUTE format('ALTER TABLE inbox ATTACH PARTITION inbox_before FOR VALUES FROM (MINVALUE) TO (%L)', first_id);
END $$;
