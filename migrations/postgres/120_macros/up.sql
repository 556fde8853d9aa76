-- Named sets of actions; without an owner a macro is everybody's. Its steps are JSON.
CREATE TABLE macros (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  owner_id BYTEA REFERENCES staff (id) ON DELETE CASCADE,
  steps TEXT NOT NULL
);
