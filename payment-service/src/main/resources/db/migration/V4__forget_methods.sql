-- A shopper's method is kept until the provider has answered what was asked with it, and not longer.
UPDATE payment SET token = NULL WHERE state NOT IN ('REQUESTED', 'PAYABLE');
UPDATE provider_call SET token = NULL WHERE answered_at IS NOT NULL;

ALTER TABLE payment ADD CONSTRAINT method_is_kept_until_it_was_asked_with
    CHECK (token IS NULL OR state IN ('REQUESTED', 'PAYABLE'));
ALTER TABLE provider_call ADD CONSTRAINT method_is_kept_until_it_was_answered
    CHECK (token IS NULL OR answered_at IS NULL);
