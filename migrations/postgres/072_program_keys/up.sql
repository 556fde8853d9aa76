-- Keys with which programs of the shop ask the desk. The secret is kept as its SHA-256 only.
CREATE TABLE program_keys (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  controller TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_by BYTEA NOT NULL REFERENCES staff (id),
  made_at BIGINT NOT NULL,
  revoked_at BIGINT
);
