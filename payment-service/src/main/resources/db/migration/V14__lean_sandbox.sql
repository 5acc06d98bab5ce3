-- A statement is read page by page in the order of time.
CREATE INDEX movement_by_time_and_reference ON sandbox.movement (moved_at, reference);
DROP INDEX sandbox.movement_by_time;

-- An event is kept until it was delivered.
DELETE FROM sandbox.event WHERE delivered_at IS NOT NULL;
