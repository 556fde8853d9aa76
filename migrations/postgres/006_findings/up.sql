CREATE TABLE findings (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  collection TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  link TEXT NOT NULL CHECK (link IN ('subject', 'recipient', 'author', 'mention')),
  flagged BOOLEAN NOT NULL,
  flag_reason TEXT,
  sealed BYTEA NOT NULL,
  include BOOLEAN,
  withheld_fields TEXT,
  exemption TEXT,
  reason TEXT,
  decided_by BYTEA REFERENCES staff (id),
  decided_at BIGINT,
  CHECK ((include IS NULL) = (decided_at IS NULL))
);
-- In one index: the order of a collection, and all that the counts need.
CREATE UNIQUE INDEX findings_of_request ON findings (request_id, system, collection, ordinal);
CREATE INDEX findings_open ON findings (request_id, system, collection, ordinal) WHERE flagged AND include IS NULL;

CREATE TABLE gatherings (
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'retrying', 'needs_person', 'skipped')),
  found BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  message TEXT,
  frontier BYTEA,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (request_id, system)
);
