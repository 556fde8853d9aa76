DROP TABLE map_pins;
DROP TABLE map_versions;
