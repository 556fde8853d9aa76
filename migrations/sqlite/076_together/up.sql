-- What colleagues do together on a case: words it is found by, who wants to know of changes, who has it open.
CREATE TABLE case_tags (
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (case_id, tag)
) WITHOUT ROWID;
CREATE INDEX case_tags_by_tag ON case_tags (tag, case_id);

CREATE TABLE case_watchers (
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  since BIGINT NOT NULL,
  PRIMARY KEY (case_id, staff_id)
) WITHOUT ROWID;

CREATE TABLE case_visits (
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, staff_id)
) WITHOUT ROWID;
