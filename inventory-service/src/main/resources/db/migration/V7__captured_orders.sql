-- Orders whose money was taken: only their goods may leave. No reference to reservation, as payment may be heard first.
CREATE TABLE captured_order (
    order_id uuid PRIMARY KEY
);

-- Of what was sold before, nobody was asked; it stays dispatchable. What is sold from now on, payment-service says.
INSERT INTO captured_order (order_id) SELECT order_id FROM reservation WHERE state = 'COMMITTED';
