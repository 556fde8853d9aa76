-- What is here is short-lived; the sweep removes whatever has expired.
CREATE TABLE drafts (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  token_hash BYTEA NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  controller TEXT NOT NULL,
  answers TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  case_id BYTEA REFERENCES cases (id) ON DELETE CASCADE
);
CREATE INDEX drafts_by_end ON drafts (expires_at);
CREATE INDEX drafts_of_case ON drafts (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE challenges (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  purpose TEXT NOT NULL,
  subject BYTEA NOT NULL CHECK (length(subject) = 16),
  code_hash BYTEA NOT NULL CHECK (length(code_hash) = 32),
  tries BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (purpose, subject)
);
CREATE INDEX challenges_by_end ON challenges (expires_at);

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  n BIGINT NOT NULL,
  until BIGINT NOT NULL
);
CREATE INDEX counters_by_end ON counters (until);

CREATE TABLE portal_sessions (
  token_hash BYTEA NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  case_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  confirmed_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX portal_sessions_of_case ON portal_sessions (case_id);
CREATE INDEX portal_sessions_by_end ON portal_sessions (expires_at);

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL
);
