-- The provider's name of each movement, by which its statement is compared. Nothing is booked twice under one name.
ALTER TABLE ledger_entry ADD COLUMN reference text;

CREATE UNIQUE INDEX movement_is_booked_once ON ledger_entry (reference) WHERE account = 'PROVIDER';
CREATE INDEX movement_by_time ON ledger_entry (recorded_at) WHERE account = 'PROVIDER';

-- What the provider says that it moved. Positive towards us, negative back to the shopper, as in the ledger's account PROVIDER.
CREATE TABLE statement_line (
    provider  text NOT NULL,
    reference text NOT NULL,
    amount    bigint NOT NULL,
    currency  char(3) NOT NULL,
    moved_at  timestamptz NOT NULL,
    PRIMARY KEY (provider, reference)
);

CREATE INDEX statement_line_by_time ON statement_line (provider, moved_at);

CREATE TABLE reconciliation (
    provider      text NOT NULL,
    day           date NOT NULL,
    lines         int NOT NULL,
    movements     int NOT NULL,
    differences   int NOT NULL,
    reconciled_at timestamptz NOT NULL,
    PRIMARY KEY (provider, day)
);

CREATE TABLE reconciliation_difference (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider       text NOT NULL,
    day            date NOT NULL,
    kind           text NOT NULL CONSTRAINT kind_is_known
                       CHECK (kind IN ('MISSING_HERE', 'MISSING_AT_PROVIDER', 'AMOUNT', 'CURRENCY')),
    reference      text NOT NULL,
    order_id       uuid,
    our_amount     bigint,
    our_currency   char(3),
    their_amount   bigint,
    their_currency char(3),
    found_at       timestamptz NOT NULL,
    resolved_at    timestamptz,
    CONSTRAINT a_difference_is_found_once UNIQUE (provider, reference, kind)
);

CREATE INDEX open_difference ON reconciliation_difference (id) WHERE resolved_at IS NULL;
CREATE INDEX difference_by_day ON reconciliation_difference (provider, day);
