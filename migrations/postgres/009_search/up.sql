-- Words arrive folded (lower case, no accents, nothing but letters and digits), so they become lexemes without a parser.
CREATE TABLE case_words (
  case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  words TSVECTOR NOT NULL
);
CREATE INDEX case_words_found ON case_words USING gin (words) WITH (fastupdate = off);
