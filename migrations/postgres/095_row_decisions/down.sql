ALTER TABLE erasures DROP COLUMN decided;
