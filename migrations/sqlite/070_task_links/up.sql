-- Links from which somebody outside answers a task. What proves a link is computed from its id, so no secret is kept.
CREATE TABLE task_links (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  task_id BLOB NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  policy TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  reminded INTEGER NOT NULL CHECK (reminded >= 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'declined', 'expired', 'revoked')),
  note TEXT NOT NULL,
  next_at BIGINT,
  closed_at BIGINT,
  version BIGINT NOT NULL,
  CHECK ((state = 'open') = (next_at IS NOT NULL)),
  CHECK ((state = 'open') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX task_links_open ON task_links (task_id) WHERE state = 'open';
CREATE INDEX task_links_of_case ON task_links (case_id);
CREATE INDEX task_links_owed ON task_links (next_at) WHERE state = 'open';
