-- Privacy policies as they were read, with what people said about their facts. One whose facts went into a company's
-- settings says since when it has been in force.
CREATE TABLE policies (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  controller TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  answers TEXT NOT NULL,
  read_by BLOB NOT NULL REFERENCES staff (id),
  read_at BIGINT NOT NULL,
  in_force_at BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX policies_of ON policies (controller, read_at, id);
-- The newest row of a controller is in force; one without a body goes back to the file. Rows are added and never changed.
CREATE TABLE controller_versions (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  controller TEXT NOT NULL,
  body TEXT,
  policy_id BLOB REFERENCES policies (id),
  changes TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES staff (id),
  written_at BIGINT NOT NULL
);
CREATE INDEX controller_versions_of ON controller_versions (controller, written_at, id);
