-- What order-service says that a return is worth: an operator who settles its refund gives no more. Rows of the release before
-- this one have none; there it is the amount.
ALTER TABLE refund ADD COLUMN return_amount bigint;
