-- Whoever was erased, as keyed hashes: to find them again in a backup that was restored, without knowing who they are.
CREATE TABLE erased_traces (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  kind TEXT NOT NULL,
  erased_at BIGINT NOT NULL
);
