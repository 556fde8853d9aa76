DROP TABLE notes;
DROP TABLE requests;
DROP TABLE cases;
