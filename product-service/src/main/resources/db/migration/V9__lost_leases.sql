-- A lease also ends without the death of its worker; an import that costs worker after worker its lease is given up.
ALTER TABLE catalogue_import RENAME COLUMN deaths TO lost_leases;
