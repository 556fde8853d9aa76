-- Calendar feeds. The secret in a feed's address is kept as its SHA-256 only.
CREATE TABLE feeds (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id BYTEA NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  controller TEXT,
  token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX feeds_of_staff ON feeds (staff_id);
