CREATE TABLE disclosures (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  request_id BLOB NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  object TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  files BIGINT NOT NULL,
  data_rows BIGINT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  built_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  downloads BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX disclosures_of_case ON disclosures (case_id);
CREATE INDEX disclosures_of_request ON disclosures (request_id);
CREATE INDEX disclosures_kept ON disclosures (expires_at) WHERE object <> '';
