-- Packages that are sent straight to another controller (Article 20(2)): to whom, how far, and what they confirmed.
CREATE TABLE transmissions (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  request_id BYTEA NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  program TEXT NOT NULL,
  receiver TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('wished', 'due', 'accepted', 'stuck', 'link_given', 'not_feasible')),
  disclosure_id BYTEA,
  facts TEXT NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 0),
  next_at BIGINT,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  trouble TEXT,
  note TEXT NOT NULL,
  version BIGINT NOT NULL,
  UNIQUE (request_id, program)
);
CREATE INDEX transmissions_of_case ON transmissions (case_id);
