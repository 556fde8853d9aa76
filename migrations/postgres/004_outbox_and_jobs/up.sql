-- `due_at` is when a row may next be claimed: its time of sending, the end of the lease of whoever holds it, or the
-- time of the next try. `token` goes up with every claim and every result, which is the fence.
CREATE TABLE mails (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BYTEA REFERENCES cases (id) ON DELETE CASCADE,
  controller TEXT NOT NULL,
  dedup_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  message_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text_part TEXT NOT NULL,
  html_part TEXT NOT NULL,
  auto_submitted TEXT NOT NULL,
  send_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  token BIGINT NOT NULL,
  queued_at BIGINT NOT NULL,
  sent_at BIGINT,
  last_error TEXT
);
CREATE INDEX mails_due ON mails (due_at) WHERE state = 'pending';
CREATE INDEX mails_of_case ON mails (case_id);

CREATE TABLE jobs (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  case_id BYTEA REFERENCES cases (id) ON DELETE CASCADE,
  request_id BYTEA REFERENCES requests (id) ON DELETE CASCADE,
  payload TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'needs_person')),
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  token BIGINT NOT NULL,
  last_error TEXT
);
CREATE INDEX jobs_due ON jobs (due_at) WHERE state = 'pending';
CREATE UNIQUE INDEX jobs_once ON jobs (dedup_key) WHERE state = 'pending';
CREATE INDEX jobs_of_case ON jobs (case_id);
CREATE INDEX jobs_of_request ON jobs (request_id);
