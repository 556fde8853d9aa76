-- The newest row of a name is the map in force; one without a body goes back to the file. Rows are added and never changed.
CREATE TABLE map_versions (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  body TEXT,
  note TEXT NOT NULL,
  written_by BYTEA NOT NULL REFERENCES staff (id),
  written_at BIGINT NOT NULL
);
CREATE INDEX map_versions_of ON map_versions (name, written_at, id);
-- The version that a request is worked on with; none: the file's.
CREATE TABLE map_pins (
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  version_id BYTEA REFERENCES map_versions (id),
  PRIMARY KEY (request_id, name)
);
