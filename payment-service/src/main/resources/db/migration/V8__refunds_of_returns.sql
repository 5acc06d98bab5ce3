-- Each return is refunded once. One whose money an operator had given back before is refunded with nothing.
ALTER TABLE refund
    ADD COLUMN return_id uuid CONSTRAINT a_return_is_refunded_once UNIQUE,
    DROP CONSTRAINT amount_is_positive,
    ADD CONSTRAINT amount_is_positive CHECK (amount > 0 OR (amount = 0 AND return_id IS NOT NULL));
