-- The indexes in Elasticsearch that belong to an alias. Every change of a product is written to all of them, so that a new one
-- can be built beside the one that shoppers search.
CREATE TABLE search_index (
    name       text PRIMARY KEY,
    alias      text NOT NULL,
    -- number of the mapping, as in search/products-v2.json
    mapping    int NOT NULL,
    state      text NOT NULL CHECK (state IN ('BUILDING', 'LIVE')),
    -- while BUILDING: products up to this id are in it
    filled_to  uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (alias, state)
);

CREATE SEQUENCE search_index_number;
