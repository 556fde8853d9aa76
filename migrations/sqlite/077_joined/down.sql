DROP TABLE case_links;
ALTER TABLE requests ADD COLUMN stood TEXT NOT NULL DEFAULT 'received' CHECK (stood IN ('received', 'verifying',
  'awaiting_authority', 'gathering', 'awaiting_clarification', 'reviewing', 'executing', 'fulfilled', 'refused', 'withdrawn',
  'lapsed'));
UPDATE requests SET stood = CASE state WHEN 'joined' THEN 'withdrawn' ELSE state END;
ALTER TABLE requests DROP COLUMN state;
ALTER TABLE requests RENAME COLUMN stood TO state;
