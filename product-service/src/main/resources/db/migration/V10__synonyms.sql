-- Words that mean the same in a search, as operators maintain them: one list, which is edited as a whole.
CREATE TABLE search_synonyms (
    one_row    boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    -- counts the edits: what an editor's If-Match is compared with, and what tells other instances to read the list again
    version    bigint NOT NULL,
    changed_by uuid,
    changed_at timestamptz
);

INSERT INTO search_synonyms (version) VALUES (1);

CREATE TABLE search_synonym_group (
    position int PRIMARY KEY,
    terms    text[] NOT NULL CHECK (cardinality(terms) >= 2)
);
