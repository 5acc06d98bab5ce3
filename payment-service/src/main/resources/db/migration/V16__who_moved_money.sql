-- Which operator gave money back, and had a capture tried again that the provider had refused.
ALTER TABLE refund ADD COLUMN requested_by uuid;
ALTER TABLE payment ADD COLUMN capture_requested_by uuid;
