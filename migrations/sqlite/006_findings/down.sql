DROP TABLE gatherings;
DROP TABLE findings;
