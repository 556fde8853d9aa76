-- Files that people gave us. Their bytes lie in the vault under the same identifier. A file that came with a form that was never
-- sent outlives the form until the sweep has destroyed its bytes, so no foreign key may take its row away before.
CREATE TABLE uploads (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  draft_id BYTEA,
  case_id BYTEA REFERENCES cases (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL CHECK (bytes > 0),
  added_at BIGINT NOT NULL,
  seen_at BIGINT,
  CHECK ((draft_id IS NULL) <> (case_id IS NULL))
);
CREATE INDEX uploads_of_case ON uploads (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX uploads_of_draft ON uploads (draft_id) WHERE draft_id IS NOT NULL;
