-- What became of a mail after it left: the server's answer, a report that it came back, the opened page, a hold after a restore,
-- and what somebody did about one that did not arrive.
ALTER TABLE mails ADD COLUMN answer TEXT;
ALTER TABLE mails ADD COLUMN bounced_at BIGINT;
ALTER TABLE mails ADD COLUMN bounce TEXT;
ALTER TABLE mails ADD COLUMN opened_at BIGINT;
ALTER TABLE mails ADD COLUMN held_at BIGINT;
ALTER TABLE mails ADD COLUMN settled TEXT CHECK (settled IN ('readdressed', 'posted', 'dropped'));
CREATE INDEX mails_in_trouble ON mails (queued_at, id)
  WHERE settled IS NULL AND (state = 'dead' OR bounced_at IS NOT NULL OR held_at IS NOT NULL);
CREATE INDEX mails_sent ON mails (sent_at) WHERE sent_at IS NOT NULL;
-- The name of a message, so that our answers stand in its thread.
ALTER TABLE incoming ADD COLUMN message_id TEXT;
-- Requests come by mail, too.
ALTER TABLE cases ADD COLUMN came_by TEXT NOT NULL DEFAULT 'form' CHECK (came_by IN ('form', 'staff', 'mail'));
UPDATE cases SET came_by = channel;
ALTER TABLE cases DROP COLUMN channel;
ALTER TABLE cases RENAME COLUMN came_by TO channel;
