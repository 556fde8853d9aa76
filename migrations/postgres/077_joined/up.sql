-- A request that is answered together with another one is neither refused nor withdrawn.
ALTER TABLE requests DROP CONSTRAINT requests_state_check;
ALTER TABLE requests ADD CONSTRAINT requests_state_check CHECK (state IN ('received', 'verifying', 'awaiting_authority',
  'gathering', 'awaiting_clarification', 'reviewing', 'executing', 'fulfilled', 'refused', 'withdrawn', 'lapsed', 'joined'));

-- Cases that belong together: `case_id` was joined into, split from or seen together with `other_id`.
CREATE TABLE case_links (
  case_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  other_id BYTEA NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('joined', 'split', 'related')),
  made_by BYTEA NOT NULL REFERENCES staff (id),
  made_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, other_id),
  CHECK (case_id <> other_id)
);
CREATE INDEX case_links_of_other ON case_links (other_id);
