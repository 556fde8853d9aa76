DELETE FROM recipient_notices WHERE occasion <> '';
ALTER TABLE recipient_notices DROP COLUMN occasion;
ALTER TABLE recipient_notices ADD CONSTRAINT recipient_notices_request_id_act_recipient_key UNIQUE (request_id, act, recipient);
