CREATE TABLE staff (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('handler', 'reviewer', 'dpo', 'admin', 'auditor')),
  password_hash TEXT NOT NULL,
  active BOOLEAN NOT NULL
);

CREATE TABLE sessions (
  token_hash BYTEA NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  staff_id BYTEA NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  csrf BYTEA NOT NULL CHECK (length(csrf) = 32),
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_staff ON sessions (staff_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
