-- Before which the provider is not asked again for the refund of a return that it has refused.
ALTER TABLE refund ADD COLUMN retry_at timestamptz;
