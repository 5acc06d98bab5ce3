-- What shoppers call things that titles call otherwise, in British and American English, so that a new shop does not begin with
-- none. Written once, into a list that nobody has edited yet; from then on it is the operators', who change and empty it as they
-- like. Terms are found in singular and plural; only plurals that do not end in s are named here.
WITH starter (position, terms) AS (
    VALUES (0, ARRAY ['tv', 'television', 'telly']),
           (1, ARRAY ['vacuum cleaner', 'hoover']),
           (2, ARRAY ['mouse', 'mice']),
           (3, ARRAY ['laptop', 'notebook']),
           (4, ARRAY ['mobile phone', 'cell phone', 'cellphone', 'smartphone']),
           (5, ARRAY ['earphones', 'earbuds', 'in-ear headphones']),
           (6, ARRAY ['usb stick', 'usb flash drive', 'flash drive', 'thumb drive', 'pen drive']),
           (7, ARRAY ['hard drive', 'hard disk']),
           (8, ARRAY ['projector', 'beamer']),
           (9, ARRAY ['power bank', 'external battery', 'portable charger']),
           (10, ARRAY ['speaker', 'loudspeaker']),
           (11, ARRAY ['copier', 'photocopier']),
           (12, ARRAY ['fridge', 'refrigerator']),
           (13, ARRAY ['torch', 'flashlight']),
           (14, ARRAY ['backpack', 'rucksack']),
           (15, ARRAY ['bicycle', 'bike']),
           (16, ARRAY ['sofa', 'couch', 'settee']),
           (17, ARRAY ['shelf', 'shelves']),
           (18, ARRAY ['knife', 'knives']),
           (19, ARRAY ['frying pan', 'skillet']),
           (20, ARRAY ['jug', 'pitcher']),
           (21, ARRAY ['tap', 'faucet']),
           (22, ARRAY ['secateurs', 'pruning shears']),
           (23, ARRAY ['nappy', 'diaper']),
           (24, ARRAY ['pram', 'pushchair', 'stroller'])
), unedited AS (
    -- a new version, so that services which run read the list again
    UPDATE search_synonyms SET version = 2 WHERE version = 1 RETURNING version
)
INSERT INTO search_synonym_group (position, terms)
SELECT position, terms FROM starter, unedited;
