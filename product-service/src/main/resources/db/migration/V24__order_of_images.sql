-- From 1, as an operator has put them; null for those that were added since, which follow as they came.
ALTER TABLE product_image ADD COLUMN position int;
