-- What some queues are made of, kept on the case by every change of its requests and tasks.
ALTER TABLE cases ADD COLUMN marketing BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE cases ADD COLUMN awaits_vendor BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE cases SET
  marketing = EXISTS (SELECT 1 FROM requests r WHERE r.case_id = cases.id AND r.direct_marketing),
  awaits_vendor = EXISTS (SELECT 1 FROM tasks t JOIN requests r ON r.id = t.request_id
    WHERE r.case_id = cases.id AND r.open AND t.answer IS NULL AND t.system <> '');

-- A queue that holds few of many cases is walked by an index of its own.
CREATE INDEX cases_marketing ON cases (open, sort_date, id) WHERE marketing;
CREATE INDEX cases_awaiting_vendor ON cases (open, sort_date, id) WHERE awaits_vendor;
CREATE INDEX cases_complaints ON cases (open, sort_date, id) WHERE rights_in >= 4294967296;

-- Filters of the queue that somebody keeps, for themselves or for everybody.
CREATE TABLE saved_filters (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  made_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX saved_filters_of_staff ON saved_filters (staff_id);
