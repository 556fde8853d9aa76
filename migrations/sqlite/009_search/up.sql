-- Words arrive folded (lower case, no accents, nothing but letters and digits), so the tokenizer has nothing left to do.
-- The text itself is not kept a second time.
CREATE VIRTUAL TABLE case_words USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);
