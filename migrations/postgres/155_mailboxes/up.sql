-- The mailboxes that are watched, as they were set up in the console: the server, the folder, the file of the secret. Never a secret.
CREATE TABLE mailboxes (
  name TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);
