DROP TRIGGER case_log_whole ON case_log;
DROP TRIGGER case_log_keeps ON case_log;
CREATE TRIGGER case_log_keeps BEFORE DELETE OR TRUNCATE ON case_log FOR EACH STATEMENT
EXECUTE FUNCTION case_log_refuse();
DROP FUNCTION case_log_keep();
DROP TABLE log_tails;
DROP TABLE destroyed_originals;
DROP TABLE legal_holds;
DROP TABLE emptied_cases;
