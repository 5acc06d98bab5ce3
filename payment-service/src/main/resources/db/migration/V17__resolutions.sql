-- What an operator has seen to: a dispute, or a refund that came back, never has its like in the ledger.
ALTER TABLE reconciliation_difference ADD COLUMN resolved_by uuid, ADD COLUMN note text;
