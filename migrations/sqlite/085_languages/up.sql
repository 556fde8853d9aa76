-- The language in which the person is spoken to: the code of one of the desk's languages.
ALTER TABLE cases ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
