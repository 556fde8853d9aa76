-- Files that staff put with a case: the scan of a letter, what belongs to a note. They are for the desk and never part of an answer by themselves.
CREATE TABLE case_files (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (origin IN ('post', 'note')),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_bytes BIGINT NOT NULL,
  object TEXT NOT NULL,
  added_by BLOB NOT NULL REFERENCES staff (id),
  added_at BIGINT NOT NULL
);
CREATE INDEX case_files_of_case ON case_files (case_id, added_at);
