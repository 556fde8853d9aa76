DROP TABLE controller_versions;
DROP TABLE policies;
