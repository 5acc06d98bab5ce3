-- What the sandbox moved, line by line, and what it tells by webhook.
CREATE TABLE sandbox.movement (
    reference     text PRIMARY KEY,
    kind          text NOT NULL CHECK (kind IN ('CAPTURE', 'REFUND')),
    authorisation text NOT NULL,
    amount        bigint NOT NULL CHECK (amount > 0),
    currency      char(3) NOT NULL,
    moved_at      timestamptz NOT NULL
);

CREATE INDEX movement_by_time ON sandbox.movement (moved_at);

CREATE TABLE sandbox.event (
    id              text PRIMARY KEY,
    idempotency_key text NOT NULL,
    approved        boolean NOT NULL,
    detail          text NOT NULL,
    created_at      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    attempts        int NOT NULL DEFAULT 0,
    delivered_at    timestamptz
) WITH (fillfactor = 70);

CREATE INDEX event_to_deliver ON sandbox.event (due_at) WHERE delivered_at IS NULL;

-- Events that a provider has told by webhook: each takes effect once.
CREATE TABLE webhook_event (
    provider    text NOT NULL,
    event_id    text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (provider, event_id)
);

CREATE INDEX webhook_event_by_age ON webhook_event (received_at);
