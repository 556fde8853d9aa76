-- Where the systems of a shop are, as it was set up in the console: the way, the file of the secret, limits. Never a secret.
CREATE TABLE systems (
  name TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
);
