DROP TABLE log_heads;
DROP TABLE case_log;
