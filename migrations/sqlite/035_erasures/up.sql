-- Erasures that the program carries out: the plan in counts, where its rows rest sealed, and how far each system is.
CREATE TABLE erasures (
  request_id BLOB NOT NULL PRIMARY KEY REFERENCES requests (id) ON DELETE CASCADE,
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('planning', 'planned', 'carrying', 'remains', 'confirmed')),
  obstacles BIGINT NOT NULL,
  summary TEXT,
  object TEXT,
  planned_at BIGINT,
  begun_at BIGINT,
  confirmed_at BIGINT
);
CREATE INDEX erasures_of_case ON erasures (case_id);

CREATE TABLE erasure_parts (
  request_id BLOB NOT NULL REFERENCES erasures (request_id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  map TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'begun', 'committed', 'needs_person', 'confirmed')),
  requested BIGINT NOT NULL,
  erased BIGINT NOT NULL,
  emptied BIGINT NOT NULL,
  remaining BIGINT NOT NULL,
  message TEXT,
  committed_at BIGINT,
  confirmed_at BIGINT,
  PRIMARY KEY (request_id, system)
);
