-- A request that is answered together with another one is neither refused nor withdrawn.
ALTER TABLE requests ADD COLUMN stands TEXT NOT NULL DEFAULT 'received' CHECK (stands IN ('received', 'verifying',
  'awaiting_authority', 'gathering', 'awaiting_clarification', 'reviewing', 'executing', 'fulfilled', 'refused', 'withdrawn',
  'lapsed', 'joined'));
UPDATE requests SET stands = state;
ALTER TABLE requests DROP COLUMN state;
ALTER TABLE requests RENAME COLUMN stands TO state;

-- Cases that belong together: `case_id` was joined into, split from or seen together with `other_id`.
CREATE TABLE case_links (
  case_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  other_id BLOB NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('joined', 'split', 'related')),
  made_by BLOB NOT NULL REFERENCES staff (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, other_id),
  CHECK (case_id <> other_id)
) WITHOUT ROWID;
CREATE INDEX case_links_of_other ON case_links (other_id);
