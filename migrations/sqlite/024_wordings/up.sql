-- The newest row of a controller and kind is in force; one without a body goes back to the default wording.
CREATE TABLE wordings (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  controller TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT,
  written_by BLOB NOT NULL REFERENCES staff (id),
  written_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX wordings_of ON wordings (controller, kind, written_at, id);
-- Whether the ground of a decision is not told to the person (a second person approves that).
ALTER TABLE findings ADD COLUMN silent BOOLEAN;
