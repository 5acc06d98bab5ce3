-- The books of the sandbox provider. Nothing outside dev.souk.payment.sandbox reads or joins them: they stand for another
-- company's database, and the checker compares them with our ledger.
CREATE SCHEMA sandbox;

CREATE TABLE sandbox.request (
    idempotency_key text PRIMARY KEY,
    operation       text NOT NULL,
    asked           int NOT NULL DEFAULT 0,
    approved        boolean,
    detail          text
);

CREATE TABLE sandbox.authorisation (
    reference text PRIMARY KEY,
    token     text NOT NULL,
    amount    bigint NOT NULL CHECK (amount >= 0),
    currency  char(3) NOT NULL,
    captured  bigint NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND amount),
    refunded  bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND captured),
    voided    boolean NOT NULL DEFAULT false,
    CONSTRAINT never_both_voided_and_captured CHECK (NOT voided OR captured = 0)
);
