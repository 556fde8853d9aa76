ALTER TABLE recipient_notices RENAME TO notices_before;
CREATE TABLE recipient_notices (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  request_id BLOB NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  recipient TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('rectify', 'erase', 'restrict', 'stop', 'lift')),
  way TEXT CHECK (way IN ('mail', 'link', 'webhook', 'task')),
  facts TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'told', 'acknowledged', 'done', 'declined', 'no_answer', 'impossible', 'disproportionate')),
  round INTEGER NOT NULL CHECK (round >= 0),
  reminded INTEGER NOT NULL CHECK (reminded >= 0),
  made_at BIGINT NOT NULL,
  told_at BIGINT,
  changed_at BIGINT NOT NULL,
  next_at BIGINT,
  note TEXT NOT NULL,
  trouble TEXT,
  task_id BLOB,
  version BIGINT NOT NULL,
  UNIQUE (request_id, act, recipient)
);
INSERT OR IGNORE INTO recipient_notices SELECT id, case_id, request_id, recipient, act, way, facts, state, round, reminded, made_at, told_at, changed_at, next_at, note, trouble, task_id, version FROM notices_before ORDER BY made_at;
DROP TABLE notices_before;
CREATE INDEX recipient_notices_of_case ON recipient_notices (case_id);
CREATE INDEX recipient_notices_owed ON recipient_notices (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX recipient_notices_of_task ON recipient_notices (task_id) WHERE task_id IS NOT NULL;
