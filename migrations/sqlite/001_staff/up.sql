-- Marks the file as ours, so that nothing is ever written into another program's database.
PRAGMA application_id = 0x5267446B;

CREATE TABLE staff (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('handler', 'reviewer', 'dpo', 'admin', 'auditor')),
  password_hash TEXT NOT NULL,
  active BOOLEAN NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash BLOB NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  csrf BLOB NOT NULL CHECK (length(csrf) = 32),
  started_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_of_staff ON sessions (staff_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);
