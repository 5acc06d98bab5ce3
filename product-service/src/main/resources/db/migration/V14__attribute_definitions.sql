-- What operators say of the attributes in a category and in those below it; the nearest definition of a name holds.
CREATE TABLE attribute_definition (
    category_id    uuid NOT NULL REFERENCES category ON DELETE CASCADE,
    name           text NOT NULL CHECK (name <> ''),
    position       int NOT NULL,
    type           text NOT NULL CHECK (type IN ('TEXT', 'NUMBER', 'BOOLEAN')),
    unit           text,
    -- empty: any
    allowed_values text[] NOT NULL,
    required       boolean NOT NULL,
    PRIMARY KEY (category_id, name)
);
