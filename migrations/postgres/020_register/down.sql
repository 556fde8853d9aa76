DROP TABLE register;
