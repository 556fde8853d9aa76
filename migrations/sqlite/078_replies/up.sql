-- What somebody is writing to a person, and texts that everybody at the desk can begin with.
CREATE TABLE reply_drafts (
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, staff_id)
) WITHOUT ROWID;

CREATE TABLE reply_texts (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES staff (id),
  written_at BIGINT NOT NULL
) WITHOUT ROWID;
