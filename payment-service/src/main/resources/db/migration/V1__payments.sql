-- One row per order that payment has heard of, even if only its stock, shipment or cancellation came so far.
CREATE TABLE payment (
    id             uuid PRIMARY KEY,
    order_id       uuid NOT NULL UNIQUE,
    state          text NOT NULL CONSTRAINT state_is_known CHECK (state IN
                       ('UNKNOWN', 'REQUESTED', 'PAYABLE', 'AUTHORISING', 'ABANDONING', 'AUTHORISED', 'CAPTURING',
                        'CAPTURE_FAILED', 'CAPTURED', 'VOIDING', 'VOIDED', 'DECLINED')),
    remembered     text[] NOT NULL,
    user_id        uuid,
    amount         bigint,
    currency       char(3),
    expires_at     timestamptz,
    token          text,
    tries_left     int NOT NULL DEFAULT 0 CONSTRAINT tries_are_not_negative CHECK (tries_left >= 0),
    decline_reason text,
    authorisation  text,
    captured       bigint NOT NULL DEFAULT 0,
    refunded       bigint NOT NULL DEFAULT 0,
    refunding      bigint NOT NULL DEFAULT 0,
    calls_written  int NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT amount_is_not_negative CHECK (amount >= 0),
    CONSTRAINT captured_all_or_nothing CHECK (captured = 0 OR captured = amount),
    CONSTRAINT never_captured_unless_in_that_state CHECK (captured = 0 OR state = 'CAPTURED'),
    CONSTRAINT never_refunded_above_captured CHECK (refunded >= 0 AND refunding >= 0 AND refunded + refunding <= captured)
) WITH (fillfactor = 70);

CREATE TABLE refund (
    id           uuid PRIMARY KEY,
    payment_id   uuid NOT NULL REFERENCES payment,
    amount       bigint NOT NULL CONSTRAINT amount_is_positive CHECK (amount > 0),
    currency     char(3) NOT NULL,
    reason       text NOT NULL,
    status       text NOT NULL CONSTRAINT status_is_known CHECK (status IN ('PENDING', 'REFUNDED', 'FAILED')),
    requested_at timestamptz NOT NULL
);

CREATE INDEX refund_of_payment ON refund (payment_id, id);

-- Every call to the provider, written down before it is made and after it is answered. An open one whose turn has come is
-- made, again and with the same key, by whichever instance takes it first.
CREATE TABLE provider_call (
    id              uuid PRIMARY KEY,
    payment_id      uuid NOT NULL REFERENCES payment,
    order_id        uuid NOT NULL,
    idempotency_key text NOT NULL UNIQUE,
    step            text NOT NULL CONSTRAINT step_is_known CHECK (step IN ('AUTHORISE', 'CAPTURE', 'VOID', 'REFUND')),
    amount          bigint NOT NULL,
    currency        char(3) NOT NULL,
    token           text,
    authorisation   text,
    refund_id       uuid REFERENCES refund,
    written_at      timestamptz NOT NULL,
    next_ask_at     timestamptz NOT NULL,
    asked           int NOT NULL DEFAULT 0,
    answered_at     timestamptz,
    outcome         text CONSTRAINT outcome_is_known CHECK (outcome IN ('APPROVED', 'REFUSED')),
    detail          text,
    CONSTRAINT answered_with_an_outcome CHECK ((answered_at IS NULL) = (outcome IS NULL))
) WITH (fillfactor = 70);

CREATE INDEX open_provider_call ON provider_call (next_ask_at) WHERE answered_at IS NULL;

-- The ledger. Debits are positive, credits negative; each movement sums to zero; nothing is ever changed.
CREATE TABLE ledger_account (
    code text PRIMARY KEY,
    name text NOT NULL
);

INSERT INTO ledger_account (code, name) VALUES
    ('PROVIDER', 'Owed to us by the payment provider'),
    ('SALES', 'Taken from shoppers'),
    ('REFUNDS', 'Given back to shoppers');

CREATE TABLE ledger_entry (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    movement_id uuid NOT NULL,
    account     text NOT NULL REFERENCES ledger_account,
    order_id    uuid NOT NULL,
    payment_id  uuid NOT NULL REFERENCES payment,
    kind        text NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('CAPTURE', 'REFUND')),
    amount      bigint NOT NULL CONSTRAINT amount_is_not_zero CHECK (amount <> 0),
    currency    char(3) NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT a_movement_is_recorded_once UNIQUE (movement_id, account)
);

CREATE INDEX ledger_entry_by_account ON ledger_entry (account, currency) INCLUDE (amount);

CREATE FUNCTION refuse_change_of_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The ledger is append-only: record a movement in the other direction instead';
END $$;

CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_ledger();

CREATE FUNCTION check_that_movement_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount) <> 0 OR count(DISTINCT currency) <> 1 FROM ledger_entry WHERE movement_id = NEW.movement_id) THEN
        RAISE EXCEPTION 'The entries of movement % do not sum to zero', NEW.movement_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER movement_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_that_movement_balances();
