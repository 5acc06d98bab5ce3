-- Repeatable, and hence after the versions of every service: theirs are higher already where this comes to a database that is
-- in use. Instances that do not know the column go on without it.

-- JSON object of headers that replace or complement the usual ones; null for all but replayed dead letters.
ALTER TABLE outbox ADD COLUMN IF NOT EXISTS headers text;
