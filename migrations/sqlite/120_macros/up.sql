-- Named sets of actions; without an owner a macro is everybody's. Its steps are JSON.
CREATE TABLE macros (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  owner_id BLOB REFERENCES staff (id) ON DELETE CASCADE,
  steps TEXT NOT NULL
) WITHOUT ROWID;
