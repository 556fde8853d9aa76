-- `n` is the row number that the full-text index refers to; a declared INTEGER PRIMARY KEY survives VACUUM.
-- Below `version` stands what the queue shows and sorts by, kept by every change of a request in its own transaction.
CREATE TABLE cases (
  n INTEGER NOT NULL PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  reference TEXT NOT NULL UNIQUE,
  controller TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('form', 'staff')),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  on_behalf TEXT NOT NULL,
  identifiers TEXT NOT NULL,
  words TEXT NOT NULL,
  email_confirmed_at BIGINT,
  owner BLOB REFERENCES staff (id),
  policy_version TEXT,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  open BOOLEAN NOT NULL,
  sort_date DATE NOT NULL,
  due DATE,
  paused BOOLEAN NOT NULL,
  not_started BOOLEAN NOT NULL,
  extended BOOLEAN NOT NULL,
  rights_in BIGINT NOT NULL,
  states_in BIGINT NOT NULL,
  standing TEXT NOT NULL
);
-- The queue walks one of these in its order and decides every filter from the index alone.
CREATE INDEX cases_queue ON cases (open, sort_date, id, states_in, rights_in, controller, owner, due, email_confirmed_at);
CREATE INDEX cases_of_owner ON cases (open, owner, sort_date, id);
CREATE INDEX cases_by_due ON cases (open, due, sort_date, id);
CREATE INDEX cases_unconfirmed ON cases (open, sort_date, id) WHERE email_confirmed_at IS NULL;
CREATE INDEX cases_by_address ON cases (email_folded);

CREATE TABLE requests (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  right_code TEXT NOT NULL CHECK (right_code IN
    ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection', 'consent_withdrawal')),
  state TEXT NOT NULL CHECK (state IN ('received', 'verifying', 'awaiting_authority', 'gathering',
    'awaiting_clarification', 'reviewing', 'executing', 'fulfilled', 'refused', 'withdrawn', 'lapsed')),
  version BIGINT NOT NULL,
  history TEXT NOT NULL,
  detail TEXT NOT NULL,
  direct_marketing BOOLEAN NOT NULL,
  gathered_by BLOB REFERENCES staff (id),
  approved_by BLOB REFERENCES staff (id),
  not_before BIGINT,
  closed_at BIGINT,
  open BOOLEAN NOT NULL,
  sort_date DATE NOT NULL,
  due DATE,
  paused BOOLEAN NOT NULL,
  not_started BOOLEAN NOT NULL,
  extended BOOLEAN NOT NULL,
  UNIQUE (case_id, right_code)
);
CREATE INDEX requests_open ON requests (sort_date, id) WHERE open;

CREATE TABLE notes (
  n INTEGER NOT NULL PRIMARY KEY,
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  written_by BLOB NOT NULL REFERENCES staff (id),
  written_at BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX notes_of_case ON notes (case_id);
