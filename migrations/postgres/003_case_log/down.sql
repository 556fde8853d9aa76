DROP TABLE log_heads;
DROP TABLE case_log;
DROP FUNCTION case_log_refuse();
