-- Files that may go into the answer to a request, with what was decided about each. The original is one object of the vault, the
-- redacted copy another; `choices` is sealed, because what stays here is personal.
CREATE TABLE documents (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_bytes BIGINT NOT NULL,
  object TEXT NOT NULL,
  added_by BYTEA REFERENCES staff (id),
  added_at BIGINT NOT NULL,
  verdict TEXT CHECK (verdict IN ('included', 'left_out', 'redacted')),
  copy_object TEXT,
  copy_bytes BIGINT,
  choices BYTEA,
  exemption TEXT,
  reason TEXT,
  silent BOOLEAN,
  decided_by BYTEA REFERENCES staff (id),
  decided_at BIGINT,
  CHECK ((verdict IS NULL) = (decided_at IS NULL)),
  CHECK ((verdict IS NOT NULL AND verdict = 'redacted') = (copy_object IS NOT NULL))
);
CREATE INDEX documents_of_request ON documents (request_id, added_at);
-- What colleagues had given before there was a review of files.
INSERT INTO documents (id, request_id, system, name, media_type, file_bytes, object, added_by, added_at)
SELECT tasks.id, tasks.request_id, tasks.system, tasks.file_name, tasks.media_type, tasks.file_bytes, tasks.object, tasks.answered_by, tasks.answered_at
FROM tasks JOIN requests ON requests.id = tasks.request_id
WHERE tasks.answer = 'file' AND requests.right_code IN ('access', 'portability');
