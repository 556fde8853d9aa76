-- Addresses to which no marketing goes any more, as keyed hashes; one row for each company, channel and address.
CREATE TABLE suppressions (
  controller TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'phone', 'whatsapp', 'post')),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  since BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (controller, channel, hash)
);
