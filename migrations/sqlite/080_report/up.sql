-- What reports are worked out from: the civil day of the answer, and the time that was spent in each stage. One from before
-- has no `since`, which says that its time was not measured.
ALTER TABLE register ADD COLUMN closed_on DATE;
ALTER TABLE register ADD COLUMN since BIGINT;
ALTER TABLE register ADD COLUMN in_untouched BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register ADD COLUMN in_person BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register ADD COLUMN in_gathering BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register ADD COLUMN in_review BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register ADD COLUMN in_execution BIGINT NOT NULL DEFAULT 0;
UPDATE register SET closed_on = date(closed_at / 1000000, 'unixepoch') WHERE closed_at IS NOT NULL;

-- Every question of a report is answered from one of these alone.
CREATE INDEX register_open ON register (due, controller, right_code, state, received_at, reference, closed_at)
  WHERE closed_at IS NULL;
CREATE INDEX register_closed ON register (closed_on, state, controller, right_code, closed_at, received_at, due, since,
  in_untouched, in_person, in_gathering, in_review, in_execution) WHERE closed_on IS NOT NULL;
DROP INDEX register_by_receipt;
CREATE INDEX register_by_receipt ON register (received_at, request_id, controller, right_code);
