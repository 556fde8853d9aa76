-- The case log outlives its cases, so nothing here refers to another table.
CREATE TABLE case_log (
  controller TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq > 0),
  case_id BYTEA CHECK (length(case_id) = 16),
  request_id BYTEA CHECK (length(request_id) = 16),
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  salt BYTEA CHECK (length(salt) = 16),
  content TEXT,
  commitment BYTEA NOT NULL CHECK (length(commitment) = 32),
  prev BYTEA NOT NULL CHECK (length(prev) = 32),
  hash BYTEA NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (controller, seq)
);
CREATE INDEX case_log_of_case ON case_log (case_id);

CREATE TABLE log_heads (
  controller TEXT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL CHECK (seq > 0),
  hash BYTEA NOT NULL CHECK (length(hash) = 32)
);

-- The only change that an entry may see is the destruction of its salt and content.
CREATE FUNCTION case_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the case log is append-only';
END
$$;

CREATE TRIGGER case_log_stays BEFORE UPDATE ON case_log FOR EACH ROW
WHEN (NEW.salt IS NOT NULL OR NEW.content IS NOT NULL
  OR ROW(NEW.controller, NEW.seq, NEW.case_id, NEW.request_id, NEW.at, NEW.actor, NEW.kind, NEW.commitment, NEW.prev, NEW.hash)
    IS DISTINCT FROM
    ROW(OLD.controller, OLD.seq, OLD.case_id, OLD.request_id, OLD.at, OLD.actor, OLD.kind, OLD.commitment, OLD.prev, OLD.hash))
EXECUTE FUNCTION case_log_refuse();

CREATE TRIGGER case_log_keeps BEFORE DELETE OR TRUNCATE ON case_log FOR EACH STATEMENT
EXECUTE FUNCTION case_log_refuse();
