-- The case log outlives its cases, so nothing here refers to another table.
CREATE TABLE case_log (
  controller TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq > 0),
  case_id BLOB CHECK (length(case_id) = 16),
  request_id BLOB CHECK (length(request_id) = 16),
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  salt BLOB CHECK (length(salt) = 16),
  content TEXT,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (controller, seq)
);
CREATE INDEX case_log_of_case ON case_log (case_id);

CREATE TABLE log_heads (
  controller TEXT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL CHECK (seq > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) WITHOUT ROWID;

-- The only change that an entry may see is the destruction of its salt and content.
CREATE TRIGGER case_log_stays BEFORE UPDATE ON case_log
WHEN NEW.salt IS NOT NULL OR NEW.content IS NOT NULL
  OR NEW.controller IS NOT OLD.controller OR NEW.seq IS NOT OLD.seq OR NEW.case_id IS NOT OLD.case_id
  OR NEW.request_id IS NOT OLD.request_id OR NEW.at IS NOT OLD.at OR NEW.actor IS NOT OLD.actor
  OR NEW.kind IS NOT OLD.kind OR NEW.commitment IS NOT OLD.commitment OR NEW.prev IS NOT OLD.prev
  OR NEW.hash IS NOT OLD.hash
BEGIN
  SELECT RAISE(ABORT, 'the case log is append-only');
END;

CREATE TRIGGER case_log_keeps BEFORE DELETE ON case_log
BEGIN
  SELECT RAISE(ABORT, 'the case log is append-only');
END;

-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER case_log_appends BEFORE INSERT ON case_log
WHEN EXISTS (SELECT 1 FROM case_log WHERE controller = NEW.controller AND seq = NEW.seq)
BEGIN
  SELECT RAISE(ABORT, 'the case log is append-only');
END;
