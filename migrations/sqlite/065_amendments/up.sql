-- Columns of the person's rows that are corrected or marked, and how far each is. What they read is sealed.
CREATE TABLE amendments (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  request_id BLOB NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('correction', 'mark')),
  system TEXT NOT NULL,
  title TEXT NOT NULL,
  collection TEXT NOT NULL,
  column_name TEXT NOT NULL,
  what TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'written', 'confirmed', 'differs', 'needs_person', 'lifting', 'lifted')),
  guarded BOOLEAN NOT NULL,
  sealed BLOB NOT NULL,
  message TEXT,
  made_at BIGINT NOT NULL,
  written_at BIGINT,
  confirmed_at BIGINT
);
CREATE INDEX amendments_of_request ON amendments (request_id, made_at, id);
CREATE INDEX amendments_of_case ON amendments (case_id);
