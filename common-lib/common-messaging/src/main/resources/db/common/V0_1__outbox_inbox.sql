-- Facts that wait to be announced, and those that were announced lately.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- order of sending; gaps are normal
    message_id  uuid        NOT NULL,                            -- ce_id
    topic       text        NOT NULL,                            -- without prefix
    key         text        NOT NULL,
    type        text        NOT NULL,
    data_schema text        NOT NULL,
    traceparent text,                                            -- of the request that stored the fact
    payload     text        NOT NULL,                            -- JSON; text, because it is never searched and must not be re-ordered
    created_at  timestamptz NOT NULL,
    sent_at     timestamptz                                      -- null while it waits
);

-- Only what waits is indexed: as small as the backlog, whatever is kept of the past. Ids become visible out of order (a
-- long transaction commits late), so a row is marked as sent; a cursor would skip it.
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent_at IS NULL;

-- Almost every row is written twice and deleted later: vacuum early, by count and not by share of the table.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
                        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000);

-- Messages that have taken effect, written in the transaction of the effect.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    message_id  uuid        NOT NULL, -- UUIDv7, hence nearly ascending: inserts stay at the right edge of the index
    received_at timestamptz NOT NULL,
    PRIMARY KEY (consumer, message_id)
);
