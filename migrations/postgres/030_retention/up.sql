-- Cases whose contents were destroyed when their time was over. What is left is dates, states, and the log without contents.
CREATE TABLE emptied_cases (
  case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  emptied_at BIGINT NOT NULL
);

-- Cases that are kept whatever their time.
CREATE TABLE legal_holds (
  case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  placed_by BYTEA NOT NULL REFERENCES staff (id),
  placed_at BIGINT NOT NULL
);

-- Messages whose original was destroyed before the rest of their case: it was sent as proof of identity.
CREATE TABLE destroyed_originals (
  entry_id BYTEA NOT NULL PRIMARY KEY REFERENCES incoming (id) ON DELETE CASCADE,
  destroyed_at BIGINT NOT NULL
);

-- How much was cut off the beginning of a chain of the case log, because its time was over.
CREATE TABLE log_tails (
  controller TEXT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL CHECK (seq > 0),
  hash BYTEA NOT NULL CHECK (length(hash) = 32)
);

CREATE FUNCTION case_log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM log_tails WHERE controller = OLD.controller AND seq >= OLD.seq) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the case log is append-only';
END
$$;

DROP TRIGGER case_log_keeps ON case_log;
CREATE TRIGGER case_log_keeps BEFORE DELETE ON case_log FOR EACH ROW EXECUTE FUNCTION case_log_keep();
CREATE TRIGGER case_log_whole BEFORE TRUNCATE ON case_log FOR EACH STATEMENT EXECUTE FUNCTION case_log_refuse();
