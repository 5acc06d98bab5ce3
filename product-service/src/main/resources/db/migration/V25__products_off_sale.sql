-- Operators look for drafts and for what was withdrawn, which are few among many.
CREATE INDEX product_off_sale ON product (status, id) WHERE status <> 'PUBLISHED';
