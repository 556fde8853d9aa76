-- A feed of the whole desk, and when a calendar program last fetched a feed.
ALTER TABLE feeds ADD COLUMN whole_desk BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE feeds ADD COLUMN fetched_at BIGINT;
