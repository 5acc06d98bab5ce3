-- Why goods came or went: a code for statistics, and the operator's own words in reason. Older versions write words alone.
ALTER TABLE supply
    ADD COLUMN code text NOT NULL DEFAULT 'OTHER'
        CONSTRAINT code_is_known CHECK (code IN ('DELIVERY', 'DAMAGE', 'THEFT', 'COUNT', 'OTHER')),
    ALTER COLUMN reason DROP NOT NULL;

UPDATE supply SET code = 'DELIVERY' WHERE reason = reference;

-- A SKU with goods anywhere has a row in the main warehouse: who locks that one has locked the SKU, even against a warehouse
-- that gets its first goods at this moment.
ALTER TABLE stock_level ADD CONSTRAINT supplied_is_not_too_much CHECK (supplied <= 1000000000);
