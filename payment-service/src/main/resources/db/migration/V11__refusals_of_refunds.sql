-- How often the provider has refused a refund: people are alarmed once, however often it is asked for again.
ALTER TABLE refund ADD COLUMN refusals int NOT NULL DEFAULT 0;

UPDATE refund SET refusals = 1 WHERE status = 'FAILED';
