-- A complaint is a case without requests; name, address, words, owner and dates of the queue stand on its case.
CREATE TABLE complaints (
  case_id BLOB NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  controller TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'acknowledged', 'investigating', 'outcome_sent', 'withdrawn')),
  version BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  next_by DATE,
  verdict TEXT CHECK (verdict IN ('upheld', 'partly', 'not_upheld')),
  decided_by BLOB REFERENCES staff (id),
  outcome_at BIGINT,
  closed_at BIGINT,
  about_case BLOB REFERENCES cases (id) ON DELETE SET NULL,
  quoted TEXT,
  remedy TEXT NOT NULL,
  answer_by TEXT NOT NULL CHECK (answer_by IN ('email', 'post', 'phone')),
  answer_at TEXT NOT NULL,
  open BOOLEAN NOT NULL
);
CREATE INDEX complaints_open ON complaints (case_id) WHERE open;
CREATE INDEX complaints_received ON complaints (received_at, case_id);
CREATE INDEX complaints_about ON complaints (about_case);

-- A lesson outlives the complaint that taught it.
CREATE TABLE lessons (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  controller TEXT NOT NULL,
  case_id BLOB REFERENCES cases (id) ON DELETE SET NULL,
  change TEXT NOT NULL,
  owner BLOB REFERENCES staff (id),
  due DATE,
  noted_by BLOB NOT NULL REFERENCES staff (id),
  noted_at BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX lessons_of_case ON lessons (case_id);
