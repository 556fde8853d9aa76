-- What people decided about single rows of an erasure's plan, sealed.
ALTER TABLE erasures ADD COLUMN decided BLOB;
