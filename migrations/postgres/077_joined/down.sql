DROP TABLE case_links;
UPDATE requests SET state = 'withdrawn' WHERE state = 'joined';
ALTER TABLE requests DROP CONSTRAINT requests_state_check;
ALTER TABLE requests ADD CONSTRAINT requests_state_check CHECK (state IN ('received', 'verifying', 'awaiting_authority',
  'gathering', 'awaiting_clarification', 'reviewing', 'executing', 'fulfilled', 'refused', 'withdrawn', 'lapsed'));
