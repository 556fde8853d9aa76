CREATE TABLE tasks (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  title TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  answer TEXT CHECK (answer IN ('nothing_held', 'done', 'file')),
  note TEXT,
  answered_by BYTEA REFERENCES staff (id),
  answered_at BIGINT,
  file_name TEXT,
  media_type TEXT,
  file_bytes BIGINT,
  object TEXT,
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK ((answer IS NOT NULL AND answer = 'file') = (object IS NOT NULL))
);
CREATE INDEX tasks_of_case ON tasks (case_id);
CREATE UNIQUE INDEX tasks_once ON tasks (request_id, system) WHERE system <> '';
