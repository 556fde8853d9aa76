DROP INDEX wordings_of;
DELETE FROM wordings WHERE language <> 'en';
ALTER TABLE wordings DROP COLUMN language;
CREATE INDEX wordings_of ON wordings (controller, kind, written_at, id);
