ALTER TABLE findings DROP COLUMN silent;
DROP TABLE wordings;
