-- A recipient is told once for each occasion: of the erasure itself, and of what it had to keep and erased later.
ALTER TABLE recipient_notices ADD COLUMN occasion TEXT NOT NULL DEFAULT '';
ALTER TABLE recipient_notices ALTER COLUMN occasion DROP DEFAULT;
ALTER TABLE recipient_notices DROP CONSTRAINT recipient_notices_request_id_act_recipient_key;
ALTER TABLE recipient_notices ADD CONSTRAINT recipient_notices_once UNIQUE (request_id, act, recipient, occasion);
