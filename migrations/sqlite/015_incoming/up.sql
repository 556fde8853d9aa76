-- What arrived by mail. `fingerprint` makes a message one entry, however often and by whichever way it comes; `contents` is sealed.
CREATE TABLE incoming (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  controller TEXT NOT NULL,
  source TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  contents BLOB NOT NULL,
  suggested BLOB REFERENCES cases (id) ON DELETE SET NULL,
  tie TEXT CHECK (tie IN ('token', 'thread', 'reference', 'sender')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'opened', 'attached', 'set_aside')),
  case_id BLOB REFERENCES cases (id) ON DELETE CASCADE,
  decided_by BLOB REFERENCES staff (id),
  decided_at BIGINT,
  reason TEXT NOT NULL
);
CREATE INDEX incoming_by_state ON incoming (state, taken_at);
CREATE INDEX incoming_of_case ON incoming (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX incoming_suggested ON incoming (suggested) WHERE suggested IS NOT NULL;
CREATE INDEX mails_by_message_id ON mails (message_id);
