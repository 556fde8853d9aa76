-- A company writes its letters in each language by itself; what stands here already was English.
ALTER TABLE wordings ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
DROP INDEX wordings_of;
CREATE INDEX wordings_of ON wordings (controller, kind, language, written_at, id);
