-- Cases whose contents were destroyed when their time was over. What is left is dates, states, and the log without contents.
CREATE TABLE emptied_cases (
  case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  emptied_at BIGINT NOT NULL
) WITHOUT ROWID;

-- Cases that are kept whatever their time.
CREATE TABLE legal_holds (
  case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  placed_by BLOB NOT NULL REFERENCES staff (id),
  placed_at BIGINT NOT NULL
) WITHOUT ROWID;

-- Messages whose original was destroyed before the rest of their case: it was sent as proof of identity.
CREATE TABLE destroyed_originals (
  entry_id BLOB NOT NULL PRIMARY KEY REFERENCES incoming (id) ON DELETE CASCADE,
  destroyed_at BIGINT NOT NULL
) WITHOUT ROWID;

-- How much was cut off the beginning of a chain of the case log, because its time was over.
CREATE TABLE log_tails (
  controller TEXT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL CHECK (seq > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) WITHOUT ROWID;

DROP TRIGGER case_log_keeps;
CREATE TRIGGER case_log_keeps BEFORE DELETE ON case_log
WHEN NOT EXISTS (SELECT 1 FROM log_tails WHERE controller = OLD.controller AND seq >= OLD.seq)
BEGIN
  SELECT RAISE(ABORT, 'the case log is append-only');
END;
