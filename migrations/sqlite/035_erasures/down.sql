DROP TABLE erasure_parts;
DROP TABLE erasures;
