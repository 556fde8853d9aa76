-- Links by which somebody goes on with their form in another browser. Only the hash of what stands in the link is kept.
CREATE TABLE draft_links (
  token_hash BYTEA NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
  draft_id BYTEA NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);
CREATE INDEX draft_links_of_draft ON draft_links (draft_id);
