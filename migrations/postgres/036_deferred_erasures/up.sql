-- What an erasure had to keep: erased when its last day is over.
CREATE TABLE deferred_erasures (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  case_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  controller TEXT NOT NULL,
  map TEXT NOT NULL,
  title TEXT NOT NULL,
  last_day DATE NOT NULL,
  kept BIGINT NOT NULL,
  reason TEXT NOT NULL,
  object TEXT NOT NULL,
  erased BIGINT NOT NULL,
  message TEXT,
  done_at BIGINT
);
CREATE INDEX deferred_erasures_of_case ON deferred_erasures (case_id);
CREATE INDEX deferred_erasures_open ON deferred_erasures (last_day, id) WHERE done_at IS NULL;
