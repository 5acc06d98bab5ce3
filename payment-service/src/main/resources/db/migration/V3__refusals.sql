-- What the provider refused after it had authorised, and when it is asked again.
ALTER TABLE payment
    ADD COLUMN refused_step   text CONSTRAINT refused_step_is_known CHECK (refused_step IN ('CAPTURE', 'VOID', 'REFUND')),
    ADD COLUMN refusal_reason text,
    ADD COLUMN refusals       int NOT NULL DEFAULT 0,
    ADD COLUMN retry_at       timestamptz,
    ADD CONSTRAINT refused_with_a_reason CHECK ((refused_step IS NULL) = (refusal_reason IS NULL)),
    ADD CONSTRAINT retried_only_if_refused CHECK (retry_at IS NULL OR refused_step IS NOT NULL),
    DROP CONSTRAINT state_is_known,
    ADD CONSTRAINT state_is_known CHECK (state IN
        ('UNKNOWN', 'REQUESTED', 'PAYABLE', 'AUTHORISING', 'ABANDONING', 'AUTHORISED', 'CAPTURING', 'CAPTURE_FAILED',
         'CAPTURED', 'REFUNDING', 'VOIDING', 'VOIDED', 'DECLINED')),
    DROP CONSTRAINT never_captured_unless_in_that_state,
    ADD CONSTRAINT never_captured_unless_in_that_state CHECK (captured = 0 OR state IN ('CAPTURED', 'REFUNDING'));

CREATE INDEX payment_to_try_again ON payment (retry_at) WHERE retry_at IS NOT NULL;

-- What was refused before this version, when nothing asked again.
UPDATE payment SET refused_step = last.step, refusal_reason = last.detail, refusals = 1, retry_at = now()
FROM (SELECT DISTINCT ON (payment_id) payment_id, step, detail, outcome FROM provider_call
      ORDER BY payment_id, written_at DESC, id DESC) AS last
WHERE last.payment_id = payment.id AND last.outcome = 'REFUSED'
  AND (state, last.step) IN (('CAPTURE_FAILED', 'CAPTURE'), ('VOIDING', 'VOID'));

ALTER TABLE sandbox.authorisation ADD COLUMN captures_asked int NOT NULL DEFAULT 0;
