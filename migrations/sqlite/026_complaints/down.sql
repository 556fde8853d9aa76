DROP TABLE lessons;
DROP TABLE complaints;
