-- The register of requests outlives the cases, so nothing here refers to another table, and nothing in it is personal.
CREATE TABLE register (
  request_id BLOB NOT NULL PRIMARY KEY CHECK (length(request_id) = 16),
  controller TEXT NOT NULL,
  reference TEXT NOT NULL,
  right_code TEXT NOT NULL,
  channel TEXT NOT NULL,
  regime TEXT NOT NULL,
  regime_version TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  due DATE,
  extended BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  ground TEXT,
  closed_at BIGINT
) WITHOUT ROWID;
CREATE INDEX register_by_receipt ON register (received_at, request_id);

-- Requests from before the register have no law written down; the next event of an open one adds it.
INSERT INTO register
SELECT r.id, c.controller, c.reference, r.right_code, c.channel, '', '', c.received_at, r.due, r.extended, r.state, NULL, r.closed_at
FROM requests r JOIN cases c ON c.id = r.case_id;
