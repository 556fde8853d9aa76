-- What a letter was written from, so that it can be printed in the same words.
CREATE TABLE letters (
  mail_id BLOB NOT NULL PRIMARY KEY REFERENCES mails (id) ON DELETE CASCADE,
  notice TEXT NOT NULL
) WITHOUT ROWID;
